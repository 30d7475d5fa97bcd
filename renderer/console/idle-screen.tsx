/** The console while nothing is hosted: host a game, or join one; also the moments of starting and failing. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { GAMES } from '../../src/games/registry.ts';
import type { ConsoleCommand, HostProblem } from '../../src/protocol/console.ts';
import type { ConsoleBridge } from '../../src/protocol/ipc.ts';
import type { AnyGame } from '../../src/sdk/game.ts';
import { Button } from '../ui/button.tsx';
import { LampMark, Logo } from '../ui/logo.tsx';
import { PorchScene } from '../ui/porch-scene.tsx';
import { GameCard } from './game-card.tsx';
import './idle-screen.css';
import { JoinOther } from './join-other.tsx';

interface IdleScreenProps {
  readonly ask: (command: ConsoleCommand) => void;
  readonly bridge: ConsoleBridge;
}

export function IdleScreen({ ask, bridge }: IdleScreenProps) {
  const [chosen, setChosen] = useState(GAMES[0]!);
  return (
    <>
      <PorchScene />
      <main class="idle">
        <section class="idle-words">
          <Logo size={72} />
          <p class="idle-line">
            Host a game on this computer. Everyone in the room joins from the browser they already have.
          </p>
          <Button
            kind="main"
            big
            icon="play"
            data-testid="host-button"
            onClick={() => ask({ ask: 'host', game: chosen.id })}
          >
            Host a game
          </Button>
          <JoinOther bridge={bridge} />
        </section>
        <GameShelf chosen={chosen} choose={setChosen} />
      </main>
    </>
  );
}

/** The games that can be hosted. */
function GameShelf({ chosen, choose }: { chosen: AnyGame; choose: (game: AnyGame) => void }) {
  return (
    <section class="shelf" aria-label="Games">
      {GAMES.map((game) => (
        <GameCard key={game.id} game={game} chosen={game === chosen} choose={() => choose(game)} />
      ))}
    </section>
  );
}

export function StartingScreen() {
  return (
    <Notice title="Starting">
      <p>The link and the QR code are here in a moment.</p>
    </Notice>
  );
}

interface FailedScreenProps {
  readonly problem: HostProblem;
  readonly ask: (command: ConsoleCommand) => void;
}

export function FailedScreen({ problem, ask }: FailedScreenProps) {
  return (
    <Notice title="Hosting did not start" isFault>
      <p data-testid="problem">{problem.text}</p>
      <div class="notice-actions">
        <Button
          kind="main"
          icon="reload"
          data-testid="host-button"
          onClick={() => ask({ ask: 'host', game: GAMES[0]!.id })}
        >
          Try again
        </Button>
        <Button onClick={() => ask({ ask: 'stop' })}>Back</Button>
      </div>
    </Notice>
  );
}

interface NoticeProps {
  readonly title: string;
  readonly isFault?: boolean;
  readonly children: ComponentChildren;
}

function Notice({ title, isFault = false, children }: NoticeProps) {
  return (
    <>
      <PorchScene />
      <main class="notice" data-fault={isFault}>
        <LampMark size={120} />
        <h1>{title}</h1>
        {children}
      </main>
    </>
  );
}
