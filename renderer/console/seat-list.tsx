/** Who is in the room: a row for every seat. */
import type { SeatId } from '../../src/core/ids.ts';
import type { Ban, ConsoleCommand, RoomStatus } from '../../src/protocol/console.ts';
import type { RoomCommand, SeatInfo } from '../../src/protocol/messages.ts';
import './seat-list.css';
import { SeatRow } from './seat-row.tsx';
import type { StatusHistory } from './status-history.ts';
import { TEXTS } from './texts.ts';

interface SeatListProps {
  readonly room: RoomStatus;
  /** Where a guest can be sent. */
  readonly otherRooms: readonly RoomStatus[];
  readonly bans: readonly Ban[];
  readonly history: StatusHistory;
  readonly ask: (command: ConsoleCommand) => Promise<void>;
  readonly command: (command: RoomCommand) => void;
}

export function SeatList({ room, otherRooms, bans, history, ask, command }: SeatListProps) {
  const { info, seats } = room;
  if (info.seats.length === 0) {
    const text = room.links.length === 0 ? TEXTS.room.emptyUnreachable : TEXTS.room.empty;
    return <p class="seats-empty">{text}</p>;
  }
  const known = new Map(seats.map((status) => [status.seat, status]));
  const banOf = (seat: SeatId): Ban | undefined =>
    bans.find(({ device }) => device === known.get(seat)?.device);
  // The room hides what a muted guest is called; the host has to know whom it has muted.
  const named = (seat: SeatInfo): SeatInfo =>
    seat.muted ? { ...seat, name: known.get(seat.seat)?.name ?? seat.name } : seat;
  return (
    <ul class="seats-grid scroll-list">
      {info.seats.map((seat) => (
        <SeatRow
          key={seat.seat}
          seat={named(seat)}
          status={known.get(seat.seat)}
          ban={banOf(seat.seat)}
          rttsMs={history.rttsMs(info.code, seat.seat)}
          {...{ info, otherRooms, command }}
          askBan={() => void ask({ ask: 'ban', code: info.code, seat: seat.seat })}
          unban={(device) => void ask({ ask: 'unban', device })}
        />
      ))}
    </ul>
  );
}
