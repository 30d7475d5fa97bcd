/** Who is in the room: a row for every seat. */
import type { SeatId } from '../../src/core/ids.ts';
import type { Ban, ConsoleCommand, RoomStatus } from '../../src/protocol/console.ts';
import type { RoomCommand } from '../../src/protocol/messages.ts';
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
  const banOf = (seat: SeatId): Ban | undefined => {
    const device = seats.find((known) => known.seat === seat)?.device;
    return bans.find((ban) => ban.device === device);
  };
  return (
    <ul class="seats-grid">
      {info.seats.map((seat) => (
        <SeatRow
          key={seat.seat}
          seat={seat}
          status={seats.find((known) => known.seat === seat.seat)}
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
