/** What the room is doing, and the one big thing that the host can do about it now. */
import type { RoomCommand, RoomInfo, RoomPhase } from '../../src/protocol/messages.ts';
import { Button } from '../ui/button.tsx';
import './room-actions.css';

const PHASE_WORDS: Readonly<Record<RoomPhase, string>> = {
  lobby: 'Lobby: practice is on',
  countdown: 'Starting',
  playing: 'Match running',
  results: 'Results',
};

export function PhaseChip({ phase }: { phase: RoomPhase }) {
  return (
    <p class="phase" data-testid="phase" data-phase={phase}>
      {PHASE_WORDS[phase]}
    </p>
  );
}

interface RoomActionsProps {
  readonly info: RoomInfo;
  readonly command: (command: RoomCommand) => void;
  readonly openPlay: () => void;
}

export function RoomActions({ info, command, openPlay }: RoomActionsProps) {
  return (
    <div class="room-actions">
      <Button big icon="play" data-testid="play-here-button" onClick={openPlay}>
        Play here
      </Button>
      {info.phase === 'results' && (
        <Button big data-testid="end-button" onClick={() => command({ do: 'end' })}>
          Back to the lobby
        </Button>
      )}
      <MainAction info={info} command={command} />
    </div>
  );
}

type MainActionProps = Pick<RoomActionsProps, 'info' | 'command'>;

function MainAction({ info, command }: MainActionProps) {
  switch (info.phase) {
    case 'lobby':
      return (
        <Button
          kind="main"
          big
          data-testid="start-button"
          disabled={info.seats.length === 0}
          onClick={() => command({ do: 'start' })}
        >
          Start the match
        </Button>
      );
    case 'results':
      return (
        <Button kind="main" big data-testid="rematch-button" onClick={() => command({ do: 'rematch' })}>
          Rematch
        </Button>
      );
    case 'countdown':
    case 'playing':
      return (
        <Button big data-testid="end-button" onClick={() => command({ do: 'end' })}>
          End the match
        </Button>
      );
  }
}
