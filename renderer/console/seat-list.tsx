/** Who is in: everyone's badge and name, who is ready, away or a bot, and the way to send someone out. */
import type { SeatId } from '../../src/core/ids.ts';
import type { RoomInfo, RoomPhase, SeatInfo } from '../../src/protocol/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { LookBadge } from '../ui/look-badge.tsx';
import { isBetweenMatches } from './between-matches.ts';
import './seat-list.css';

interface SeatListProps {
  readonly info: RoomInfo;
  readonly seatsMax: number | undefined;
  readonly kick: (seat: SeatId) => void;
}

export function SeatList({ info, seatsMax, kick }: SeatListProps) {
  const people = info.seats.filter((seat) => seat.bot === undefined).length;
  const bots = info.seats.length - people;
  return (
    <div class="seats">
      <h2>
        {people === 1 ? '1 player' : `${people} players`}
        {bots > 0 && <small>and {bots === 1 ? '1 bot' : `${bots} bots`}</small>}
        {seatsMax !== undefined && <small>room for {seatsMax}</small>}
      </h2>
      {info.seats.length === 0 ? (
        <p class="seats-empty">Nobody is in yet. Point a phone’s camera at the QR code.</p>
      ) : (
        <ul class="seats-grid">
          {info.seats.map((seat) => (
            <SeatRow key={seat.seat} seat={seat} phase={info.phase} kick={kick} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface SeatRowProps {
  readonly seat: SeatInfo;
  readonly phase: RoomPhase;
  readonly kick: (seat: SeatId) => void;
}

function SeatRow({ seat, phase, kick }: SeatRowProps) {
  return (
    <li class="seat-row" data-testid={`seat-row-${seat.seat}`} data-away={seat.away}>
      <LookBadge look={seat.look} size={34} />
      <span class="seat-name">{seat.name}</span>
      {seat.wins > 0 && <span class="seat-wins">{seat.wins === 1 ? '1 win' : `${seat.wins} wins`}</span>}
      <SeatNote seat={seat} phase={phase} />
      {seat.bot === undefined && (
        <button
          type="button"
          class="seat-kick"
          aria-label={`Remove ${seat.name}`}
          title={`Remove ${seat.name}`}
          onClick={() => kick(seat.seat)}
        >
          <Icon name="close" size={18} />
        </button>
      )}
    </li>
  );
}

/** The one thing to say about a seat: bot, away, or ready for the next match. */
function SeatNote({ seat, phase }: Omit<SeatRowProps, 'kick'>) {
  if (seat.bot !== undefined) {
    return (
      <span class="seat-note">
        <Icon name="bot" size={18} />
        {seat.bot}
      </span>
    );
  }
  if (seat.away) {
    return (
      <span class="seat-note">
        <Icon name="away" size={18} />
        away
      </span>
    );
  }
  if (!seat.ready || !isBetweenMatches(phase)) return null;
  return (
    <span class="seat-note" data-good="true">
      <Icon name="check" size={18} />
      ready
    </span>
  );
}
