/** Everybody in the room: badge, name, ready tick, bots and those who are away. */
import type { SeatId } from '../../src/core/ids.ts';
import type { SeatInfo } from '../../src/protocol/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { LookBadge } from '../ui/look-badge.tsx';
import './seat-list.css';
import { TEXTS } from './texts.ts';

interface SeatListProps {
  readonly seats: readonly SeatInfo[];
  readonly ownSeat: SeatId;
}

/** The own seat first, then people, then bots. */
export function SeatList({ seats, ownSeat }: SeatListProps) {
  const rank = (seat: SeatInfo): number => (seat.seat === ownSeat ? 0 : seat.bot === undefined ? 1 : 2);
  const ordered = [...seats].sort((a, b) => rank(a) - rank(b) || a.seat - b.seat);
  return (
    <ul class="seats">
      {ordered.map((seat) => (
        <SeatRow key={seat.seat} seat={seat} isOwn={seat.seat === ownSeat} />
      ))}
    </ul>
  );
}

function SeatRow({ seat, isOwn }: { seat: SeatInfo; isOwn: boolean }) {
  const classes = ['seat'];
  if (seat.away) classes.push('seat-away');
  if (isOwn) classes.push('seat-own');
  return (
    <li class={classes.join(' ')} data-testid={`seat-row-${seat.seat}`} data-ready={seat.ready}>
      <span class="seat-badge">
        <LookBadge look={seat.look} size={34} />
        {seat.ready && seat.bot === undefined && (
          <span class="seat-tick" role="img" aria-label={TEXTS.lobby.isReady}>
            <Icon name="check" size={14} />
          </span>
        )}
      </span>
      <span class="seat-name">{seat.name}</span>
      {isOwn && <span class="seat-mark">{TEXTS.lobby.you}</span>}
      {seat.bot !== undefined && <span class="seat-mark">{TEXTS.lobby.bot}</span>}
      {seat.leads && <span class="seat-mark">{TEXTS.lobby.leads}</span>}
      {seat.kicked && <span class="seat-mark">{TEXTS.lobby.removed}</span>}
      {seat.away && !seat.kicked && <span class="seat-mark">{TEXTS.lobby.away}</span>}
      {seat.wins > 0 && (
        <span class="seat-wins" role="img" aria-label={TEXTS.lobby.wins(seat.wins)}>
          ★ {seat.wins}
        </span>
      )}
    </li>
  );
}
