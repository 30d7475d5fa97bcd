/** The console while hosting: on the left how to join, on the right the room and everyone in it. */
import type { RoomCode } from '../../src/core/ids.ts';
import { findGame, GAMES } from '../../src/games/registry.ts';
import type {
  ConsoleCommand,
  HostProblem,
  HostStatus,
  RoomStatus,
  WorkerStatus,
} from '../../src/protocol/console.ts';
import type { RoomCommand } from '../../src/protocol/messages.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Logo } from '../ui/logo.tsx';
import '../ui/card.css';
import { isBetweenMatches } from './between-matches.ts';
import './hosting-screen.css';
import { JoinCard } from './join-card.tsx';
import { PhaseChip, RoomActions } from './room-actions.tsx';
import { RoomSettings } from './room-settings.tsx';
import { SeatList } from './seat-list.tsx';

interface HostingScreenProps {
  readonly status: Extract<HostStatus, { state: 'hosting' }>;
  /** Why the last wish was not granted. */
  readonly refusal: string | undefined;
  readonly ask: (command: ConsoleCommand) => void;
  readonly openPlay: (code: RoomCode) => void;
}

export function HostingScreen({ status, refusal, ask, openPlay }: HostingScreenProps) {
  const room = status.rooms[0];
  const problems = status.problems.map((problem: HostProblem) => problem.text);
  return (
    <div class="hosting">
      <header class="hosting-head">
        <Logo size={40} />
        <Workers workers={status.workers} />
        <Button icon="close" data-testid="stop-button" onClick={() => ask({ ask: 'stop' })}>
          Stop hosting
        </Button>
      </header>
      {room === undefined ? (
        <NoRoom ask={ask} />
      ) : (
        <main class="hosting-room">
          <JoinCard code={room.info.code} links={room.links} />
          <Room
            room={room}
            problems={refusal === undefined ? problems : [...problems, refusal]}
            command={(command) => ask({ ask: 'room', code: room.info.code, command })}
            openPlay={() => openPlay(room.info.code)}
          />
        </main>
      )}
    </div>
  );
}

interface RoomProps {
  readonly room: RoomStatus;
  readonly problems: readonly string[];
  readonly command: (command: RoomCommand) => void;
  readonly openPlay: () => void;
}

function Room({ room, problems, command, openPlay }: RoomProps) {
  const game = findGame(room.info.game);
  return (
    <section class="room card">
      <div class="room-head">
        <h1>{room.title}</h1>
        <PhaseChip phase={room.info.phase} />
        <Button
          icon="lock"
          aria-pressed={room.info.locked}
          title="A locked room takes no further guests"
          onClick={() => command({ do: 'lock', locked: !room.info.locked })}
        >
          {room.info.locked ? 'Locked' : 'Lock'}
        </Button>
      </div>
      <Problems texts={problems} />
      <SeatList info={room.info} seatsMax={game?.seats.max} kick={(seat) => command({ do: 'kick', seat })} />
      {game !== undefined && isBetweenMatches(room.info.phase) && (
        <RoomSettings info={room.info} game={game} command={command} />
      )}
      <RoomActions info={room.info} command={command} openPlay={openPlay} />
    </section>
  );
}

function Problems({ texts }: { texts: readonly string[] }) {
  return (
    <ul class="problems" aria-live="polite">
      {texts.map((text) => (
        <li key={text} data-testid="problem">
          <Icon name="warning" size={20} />
          {text}
        </li>
      ))}
    </ul>
  );
}

/** What carries the room, small: of interest when something is wrong. */
function Workers({ workers }: { workers: readonly WorkerStatus[] }) {
  const ready = workers.filter((worker) => worker.state === 'ready').length;
  return (
    <p
      class="workers"
      title={workers.map(({ id, pid, state }) => `${id}: ${state}, process ${pid}`).join('\n')}
    >
      <span class="workers-light" data-all={ready === workers.length} />
      {ready} of {workers.length} processes ready
    </p>
  );
}

function NoRoom({ ask }: { ask: (command: ConsoleCommand) => void }) {
  return (
    <main class="no-room">
      <h1>No room is open</h1>
      <p>The host is running. Open a room to get a link and a QR code.</p>
      <Button kind="main" big onClick={() => ask({ ask: 'open-room', game: GAMES[0]!.id })}>
        Open a room
      </Button>
    </main>
  );
}
