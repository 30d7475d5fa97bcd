/** What the room is doing, and what the host can do about it now: one big thing, and what else makes sense. */
import type { RoomCommand, RoomInfo, RoomPhase } from '../../src/protocol/messages.ts';
import { Button } from '../ui/button.tsx';
import './room-actions.css';
import { TEXTS } from './texts.ts';

export function PhaseChip({ phase, isPaused }: { phase: RoomPhase; isPaused: boolean }) {
  return (
    <p class="phase" data-testid="phase" data-phase={phase} data-paused={isPaused}>
      {isPaused ? TEXTS.paused : TEXTS.phasesLong[phase]}
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
        {TEXTS.actions.playHere}
      </Button>
      <PhaseActions info={info} command={command} />
    </div>
  );
}

type PhaseActionsProps = Pick<RoomActionsProps, 'info' | 'command'>;

function PhaseActions({ info, command }: PhaseActionsProps) {
  const end = (text: string) => (
    <Button big data-testid="end-button" onClick={() => command({ do: 'end' })}>
      {text}
    </Button>
  );
  switch (info.phase) {
    case 'lobby':
      return info.paused ? (
        <Pause isPaused command={command} />
      ) : (
        <Button
          kind="main"
          big
          data-testid="start-button"
          disabled={info.seats.length === 0}
          onClick={() => command({ do: 'start' })}
        >
          {TEXTS.actions.start}
        </Button>
      );
    case 'results':
      return (
        <>
          {end(TEXTS.actions.toLobby)}
          {info.paused ? (
            <Pause isPaused command={command} />
          ) : (
            <Button kind="main" big data-testid="rematch-button" onClick={() => command({ do: 'rematch' })}>
              {TEXTS.actions.rematch}
            </Button>
          )}
        </>
      );
    case 'countdown':
    case 'playing':
      return (
        <>
          {end(info.phase === 'playing' ? TEXTS.actions.end : TEXTS.actions.toLobby)}
          {!info.paused && <Skip phase={info.phase} command={command} />}
          <Pause isPaused={info.paused} command={command} />
        </>
      );
  }
}

interface StepProps {
  readonly command: (command: RoomCommand) => void;
}

function Pause({ isPaused, command }: StepProps & { isPaused: boolean }) {
  return (
    <Button
      kind={isPaused ? 'main' : 'plain'}
      big
      icon={isPaused ? 'play' : 'pause'}
      data-testid="pause-button"
      onClick={() => command({ do: 'pause', paused: !isPaused })}
    >
      {isPaused ? TEXTS.actions.goOn : TEXTS.actions.pause}
    </Button>
  );
}

function Skip({ phase, command }: StepProps & { phase: 'countdown' | 'playing' }) {
  return (
    <Button
      big
      data-testid="skip-button"
      title={phase === 'playing' ? TEXTS.actions.skipTitle : undefined}
      onClick={() => command({ do: 'skip' })}
    >
      {phase === 'playing' ? TEXTS.actions.skip : TEXTS.actions.startNow}
    </Button>
  );
}
