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
import { ConsoleTools, type ConsoleToolsProps } from './console-tools.tsx';
import { GameCard } from './game-card.tsx';
import './idle-screen.css';
import { JoinOther } from './join-other.tsx';
import { TEXTS } from './texts.ts';

interface ToolsProps {
  readonly tools: ConsoleToolsProps;
}

interface IdleScreenProps extends ToolsProps {
  readonly ask: (command: ConsoleCommand) => void;
  readonly bridge: ConsoleBridge;
}

export function IdleScreen({ ask, bridge, tools }: IdleScreenProps) {
  const [chosen, setChosen] = useState(GAMES[0]!);
  return (
    <>
      <PorchScene />
      <CornerTools tools={tools} />
      <main class="idle">
        <section class="idle-words">
          <Logo size={72} />
          <p class="idle-line">{TEXTS.idle.line}</p>
          <Button
            kind="main"
            big
            icon="play"
            data-testid="host-button"
            onClick={() => ask({ ask: 'host', game: chosen.id })}
          >
            {TEXTS.idle.host}
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
    <section class="shelf" aria-label={TEXTS.idle.games}>
      {GAMES.map((game) => (
        <GameCard key={game.id} game={game} chosen={game === chosen} choose={() => choose(game)} />
      ))}
    </section>
  );
}

export function StartingScreen({ tools }: ToolsProps) {
  return (
    <Notice title={TEXTS.starting.title} tools={tools}>
      <p>{TEXTS.starting.text}</p>
    </Notice>
  );
}

interface FailedScreenProps extends ToolsProps {
  readonly problem: HostProblem;
  readonly ask: (command: ConsoleCommand) => void;
}

export function FailedScreen({ problem, ask, tools }: FailedScreenProps) {
  return (
    <Notice title={TEXTS.failed.title} isFault tools={tools}>
      <p data-testid="problem">{problem.text}</p>
      <div class="notice-actions">
        <Button
          kind="main"
          icon="reload"
          data-testid="host-button"
          onClick={() => ask({ ask: 'host', game: GAMES[0]!.id })}
        >
          {TEXTS.failed.again}
        </Button>
        <Button onClick={() => ask({ ask: 'stop' })}>{TEXTS.failed.back}</Button>
      </div>
    </Notice>
  );
}

interface NoticeProps extends ToolsProps {
  readonly title: string;
  readonly isFault?: boolean;
  readonly children: ComponentChildren;
}

function Notice({ title, isFault = false, tools, children }: NoticeProps) {
  return (
    <>
      <PorchScene />
      <CornerTools tools={tools} />
      <main class="notice" data-fault={isFault}>
        <LampMark size={120} />
        <h1>{title}</h1>
        {children}
      </main>
    </>
  );
}

function CornerTools({ tools }: ToolsProps) {
  return (
    <header class="corner-tools">
      <ConsoleTools {...tools} />
    </header>
  );
}
