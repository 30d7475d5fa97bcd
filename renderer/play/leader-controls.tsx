/**
 * What a guest who leads may do from the own seat, as a part of the room menu: start, pause, skip, end, lock, bots,
 * remove with undo. The host checks all of it again (`LeaderCommand`).
 */
import { findGame } from '../../src/games/registry.ts';
import type { LeaderCommand, RoomInfo, SeatInfo } from '../../src/protocol/messages.ts';
import { LOOKS } from '../../src/sdk/looks.ts';
import { Button } from '../ui/button.tsx';
import { LookBadge } from '../ui/look-badge.tsx';
import './leader-controls.css';
import type { SeatedState } from './room-screen.tsx';
import { TEXTS } from './texts.ts';

interface LeaderControlsProps {
  readonly room: RoomInfo;
  readonly ownSeat: SeatedState['seat'];
  readonly onLead: (command: LeaderCommand) => void;
}

export function LeaderControls({ room, ownSeat, onLead }: LeaderControlsProps) {
  const others = room.seats.filter(({ seat, bot }) => seat !== ownSeat && bot === undefined);
  return (
    <section class="leader" data-testid="leader-controls">
      <h3>{TEXTS.lead.title}</h3>
      <div class="leader-buttons">
        <PhaseButtons room={room} onLead={onLead} />
        <Button
          aria-pressed={room.paused}
          data-testid="lead-pause"
          onClick={() => onLead({ do: 'pause', paused: !room.paused })}
        >
          {room.paused ? TEXTS.lead.goOn : TEXTS.lead.pause}
        </Button>
        <Button
          icon="lock"
          aria-pressed={room.locked}
          data-testid="lead-lock"
          onClick={() => onLead({ do: 'lock', locked: !room.locked })}
        >
          {room.locked ? TEXTS.lead.unlock : TEXTS.lead.lock}
        </Button>
      </div>
      <BotsStepper room={room} onLead={onLead} />
      {others.length > 0 && (
        <ul class="leader-seats" aria-label={TEXTS.lead.people}>
          {others.map((seat) => (
            <PersonRow key={seat.seat} person={seat} onLead={onLead} />
          ))}
        </ul>
      )}
    </section>
  );
}

type PartProps = Omit<LeaderControlsProps, 'ownSeat'>;

/** On to what comes next, and out of what is going on. */
function PhaseButtons({ room: { phase }, onLead }: PartProps) {
  const words = TEXTS.lead[phase];
  const forward = ({ lobby: 'start', results: 'rematch', countdown: 'skip', playing: 'skip' } as const)[
    phase
  ];
  return (
    <>
      <Button kind="main" data-testid="lead-next" onClick={() => onLead({ do: forward })}>
        {words.next}
      </Button>
      {words.end !== '' && (
        <Button kind="danger" data-testid="lead-end" onClick={() => onLead({ do: 'end' })}>
          {words.end}
        </Button>
      )}
    </>
  );
}

function BotsStepper({ room, onLead }: PartProps) {
  const { fillTo, level } = room.bots;
  const most = Math.min(findGame(room.game)?.seats.max ?? LOOKS.length, LOOKS.length);
  const fill = (count: number): void => onLead({ do: 'bots', fillTo: count, level });
  return (
    <div class="leader-bots">
      <span id="leader-bots-label">{TEXTS.lead.bots}</span>
      <Button
        icon="down"
        label={TEXTS.lead.fewerBots}
        disabled={fillTo <= 0}
        onClick={() => fill(fillTo - 1)}
      />
      <output aria-labelledby="leader-bots-label" data-testid="lead-bots">
        {fillTo}
      </output>
      <Button
        icon="up"
        label={TEXTS.lead.moreBots}
        disabled={fillTo >= most}
        onClick={() => fill(fillTo + 1)}
      />
    </div>
  );
}

function PersonRow({ person, onLead }: { person: SeatInfo; onLead: LeaderControlsProps['onLead'] }) {
  const { seat, name, look, kicked } = person;
  return (
    <li>
      <LookBadge look={look} size={28} />
      <span class="seat-name">{name}</span>
      {kicked ? (
        <Button data-testid={`lead-undo-${seat}`} onClick={() => onLead({ do: 'undo-kick', seat })}>
          {TEXTS.lead.undoKick}
        </Button>
      ) : (
        <Button data-testid={`lead-kick-${seat}`} onClick={() => onLead({ do: 'kick', seat })}>
          {TEXTS.lead.kick}
        </Button>
      )}
    </li>
  );
}
