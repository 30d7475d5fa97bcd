/** One seat: badge, name, what there is to say of it, how its connection does, and the menu of what can be done. */
import { useEffect, useRef } from 'preact/hooks';
import type { Ban, RoomStatus, SeatStatus } from '../../src/protocol/console.ts';
import { TIMES } from '../../src/protocol/limits.ts';
import type { RoomCommand, RoomInfo, SeatInfo } from '../../src/protocol/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { LookBadge } from '../ui/look-badge.tsx';
import { isBetweenMatches } from './between-matches.ts';
import { LinkFigures } from './link-figures.tsx';
import { SeatMenu } from './seat-menu.tsx';
import { TEXTS } from './texts.ts';

export interface SeatRowProps {
  readonly seat: SeatInfo;
  /** Undefined until the host knows more of the seat than the room says. */
  readonly status: SeatStatus | undefined;
  /** Undefined: its device may come in. */
  readonly ban: Ban | undefined;
  /** Round trips of the last minute, oldest first, ms. */
  readonly rttsMs: readonly number[];
  readonly info: RoomInfo;
  readonly otherRooms: readonly RoomStatus[];
  readonly command: (command: RoomCommand) => void;
  readonly askBan: () => void;
  readonly unban: (device: string) => void;
}

export function SeatRow(props: SeatRowProps) {
  const { seat, status, rttsMs } = props;
  return (
    <li
      class="seat-row"
      data-testid={`seat-row-${seat.seat}`}
      data-away={seat.away}
      data-kicked={seat.kicked}
    >
      <span class="seat-badge">
        <LookBadge look={seat.look} size={30} />
      </span>
      <span class="seat-words">
        <span class="seat-line seat-name">
          <span class="seat-name-text" dir="auto">
            {seat.name}
          </span>
          {seat.leads && <Sign icon="star" text={TEXTS.seat.leads} />}
          {seat.muted && <Sign icon="muted" text={TEXTS.seat.muted} />}
          {seat.wins > 0 && <span class="seat-wins">{TEXTS.seat.wins(seat.wins)}</span>}
        </span>
        <span class="seat-line">
          <SeatNote {...props} />
          {!seat.kicked && status?.link !== undefined && !seat.away && (
            <LinkFigures link={status.link} rttsMs={rttsMs} />
          )}
        </span>
      </span>
      {seat.bot === undefined && (seat.kicked ? <Undo {...props} /> : <SeatMenu {...props} />)}
    </li>
  );
}

function Sign({ icon, text }: { icon: 'star' | 'muted'; text: string }) {
  return (
    <span class="seat-sign" title={text}>
      <Icon name={icon} size={16} />
      <span class="visually-hidden">{text}</span>
    </span>
  );
}

/** The one thing to say about a seat: removed, bot, away, ready for the next match, or what device it is. */
function SeatNote({ seat, status, ban, info }: SeatRowProps) {
  if (seat.kicked)
    return <Note icon="close" text={ban === undefined ? TEXTS.seat.removed : TEXTS.seat.kept} />;
  if (seat.bot !== undefined) return <Note icon="bot" text={TEXTS.seat.bot(seat.bot)} />;
  if (seat.away) return <Note icon="away" text={TEXTS.seat.away} />;
  if (seat.ready && isBetweenMatches(info.phase)) return <Note icon="check" isGood text={TEXTS.seat.ready} />;
  return <Note text={status?.link?.platform ?? TEXTS.seat.here} />;
}

interface NoteProps {
  readonly icon?: 'close' | 'bot' | 'away' | 'check';
  readonly isGood?: boolean;
  readonly text: string;
}

function Note({ icon, isGood = false, text }: NoteProps) {
  return (
    <span class="seat-note" data-good={isGood}>
      {icon !== undefined && <Icon name={icon} size={16} />}
      <span>{text}</span>
    </span>
  );
}

/** Brings somebody back who was sent away a moment ago; the bar runs out with the time for it. */
function Undo({ seat, ban, command, unban }: SeatRowProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The menu that had the focus is gone with what it offered.
    if (document.activeElement === document.body) button.current?.focus();
  }, []);
  return (
    <button
      ref={button}
      type="button"
      class="small-button seat-undo"
      style={{ '--undo-time': `${TIMES.undoKickMs}ms` }}
      aria-label={TEXTS.seat.undoLabel(seat.name)}
      data-testid="undo-button"
      onClick={() => {
        if (ban !== undefined) unban(ban.device);
        command({ do: 'undo-kick', seat: seat.seat });
      }}
    >
      {TEXTS.seat.undo}
    </button>
  );
}
