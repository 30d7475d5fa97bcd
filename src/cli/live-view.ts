/**
 * What `host` shows in a terminal while it hosts: from a status to lines, and nothing else. The code to scan on the
 * left, rooms and guests beside it, processes and what is wrong below. Drawn by live-view-screen.
 */
import { renderUnicodeCompact } from 'uqr';
import {
  describeLink,
  describeRoom,
  describeRtt,
  describeWorker,
  describeWorkers,
} from '../host/describe.ts';
import type { HostStatus, Reach, RoomStatus, SeatLinkStatus, WorkerStatus } from '../protocol/console.ts';
import type { LogLine } from '../protocol/log-line.ts';
import type { SeatInfo } from '../protocol/messages.ts';
import { cut, type Ink, inkFor, padTo, widthOf, wrap } from './live-view-text.ts';

type HostingStatus = Extract<HostStatus, { state: 'hosting' }>;

export interface LiveViewOptions {
  /** Size of the terminal, characters. */
  readonly columns: number;
  readonly rows: number;
  readonly hasColour: boolean;
  /** What was logged, the oldest first; of it only the end is shown. */
  readonly log: readonly LogLine[];
}

/** On the left, columns. */
const MARGIN = 1;
/** Between the code and what stands beside it, columns. */
const GAP = 3;
/** Beside the code there has to be room for a link of usual length. */
const LEAST_COLUMNS = 40;
/** And at least so many lines, else the code makes way: its link is there to be typed. */
const LEAST_LINES = 6;
const OTHER_LINKS = 2;
const LOG_LINES = 2;
/** Columns of a guest: its name, its round trip, its device, and of the pauses between them. */
const GUEST = { name: 16, rtt: 6, platform: 11, pause: 2 } as const;
const GUEST_COLUMNS = GUEST.name + GUEST.rtt + GUEST.platform + 2 * GUEST.pause;
/** Guests stand under their room's title, columns. */
const INDENT = 6;
/** Round trips from which on a guest feels it, and from which on it cannot play well, ms. */
const SLOW_MS = 80;
const BAD_MS = 200;

/** The lines to show: never more than `rows`, none wider than `columns`. */
export function renderLiveView(status: HostingStatus, options: LiveViewOptions): string[] {
  const { columns, rows } = options;
  const ink = inkFor(options.hasColour);
  const code = qrLines(status, ink);
  const beside = columns - (code?.columns ?? 0) - GAP;
  const head = [titleLine(status.reach, columns, ink), ''];
  const feet = [footOf(status, options, ink), footOf(status, { ...options, log: [] }, ink)];
  feet.push(footOf(status, { ...options, log: [] }, ink, true));
  const leftBy = (foot: readonly string[]): number => rows - head.length - foot.length;
  const codeRows = Math.max(code?.lines.length ?? 0, LEAST_LINES);
  const roomy = beside >= LEAST_COLUMNS ? feet.find((foot) => leftBy(foot) >= codeRows) : undefined;
  const foot = roomy ?? feet[0]!;
  const middle =
    code !== undefined && roomy !== undefined
      ? sideBySide(code, joinLines(status, 'Scan the code, or open', beside, leftBy(foot), ink))
      : joinLines(status, 'Guests open', columns - MARGIN, leftBy(foot), ink).map((line) =>
          indent(line, MARGIN),
        );
  return [...head, ...middle, ...foot].slice(0, rows);
}

function titleLine(reach: Reach, columns: number, ink: Ink): string {
  const title = cut(' Porchlight', columns);
  const { text, style } = REACH[reach.state];
  const space = columns - widthOf(title) - widthOf(text) - 1;
  return ink.lamp(title) + (space < 1 ? '' : ' '.repeat(space) + ink[style](text));
}

const REACH = {
  waiting: { text: '○ nobody has come from outside yet', style: 'soft' },
  reached: { text: '● guests reach this computer', style: 'good' },
  doubtful: { text: '▲ guests may not reach this computer', style: 'bad' },
} as const satisfies Record<Reach['state'], { text: string; style: keyof Ink }>;

interface Code {
  readonly lines: readonly string[];
  readonly columns: number;
}

/** The best link of the first room as a QR code. */
function qrLines({ rooms, links }: HostingStatus, ink: Ink): Code | undefined {
  const link = (rooms[0]?.links ?? links)[0];
  if (link === undefined) return undefined;
  const lines = renderUnicodeCompact(link.url, { border: 2 }).split('\n');
  const end = lines.length - 1;
  const styled = lines.map((line, row) => (row === end ? ink.qrEnd(line) : ink.qr(line)));
  return { lines: styled.map((line) => indent(line, MARGIN)), columns: widthOf(lines[0]!) + MARGIN };
}

function sideBySide(code: Code, lines: readonly string[]): string[] {
  const rows = Math.max(code.lines.length, lines.length);
  return Array.from({ length: rows }, (_, row) => {
    const left = code.lines[row] ?? ' '.repeat(code.columns);
    return left + indent(lines[row] ?? '', GAP);
  });
}

/** How to join, then the rooms with their guests, in `maxLines` at most. */
function joinLines(
  status: HostingStatus,
  invitation: string,
  columns: number,
  maxLines: number,
  ink: Ink,
): string[] {
  const [link, ...others] = status.rooms[0]?.links ?? status.links;
  const joining = [
    ink.soft(invitation),
    ink.strong(cut(link?.url ?? 'no address', columns)),
    ...others.slice(0, OTHER_LINKS).map((other) => ink.soft(cut(`or ${describeLink(other)}`, columns))),
    '',
  ];
  const rooms = roomLines(status.rooms, columns, maxLines - joining.length, ink);
  return [...joining, ...(status.rooms.length === 0 ? [ink.soft('No room is open.')] : rooms)];
}

/** Lines of a room without its guests, and the one that parts it from the next. */
const ROOM_LINES = 2;
const PER_ROOM = ROOM_LINES + 1;

/** Every room as long as there are lines; what is left of them goes to the guests of the first ones. */
function roomLines(rooms: readonly RoomStatus[], columns: number, maxLines: number, ink: Ink): string[] {
  const fits = (lines: number): number => Math.max(0, Math.floor((lines + 1) / PER_ROOM));
  const all = fits(maxLines) >= rooms.length;
  const shown = rooms.slice(0, all ? rooms.length : fits(maxLines - PER_ROOM + 1));
  const more = rooms.length - shown.length;
  let spare = maxLines - (shown.length * PER_ROOM - 1) - (more > 0 ? 2 : 0);
  const lines = shown.flatMap((room, i) => {
    const guests = guestLines(room, columns, spare, ink);
    spare -= guests.length;
    const title = `${ink.lamp(padTo(room.info.code, INDENT))}${ink.strong(cut(room.title, columns - INDENT))}`;
    const words = indent(ink.soft(cut(describeRoom(room), columns - INDENT)), INDENT);
    return [...(i === 0 ? [] : ['']), title, words, ...guests];
  });
  if (more > 0) lines.push('', ink.soft(`… and ${more} more rooms`));
  return lines;
}

function guestLines(room: RoomStatus, columns: number, maxLines: number, ink: Ink): string[] {
  const guests = room.info.seats.filter(({ bot, kicked }) => bot === undefined && !kicked);
  const perLine = Math.max(1, Math.floor((columns - INDENT + GUEST.pause) / (GUEST_COLUMNS + GUEST.pause)));
  const lineCount = Math.ceil(guests.length / perLine);
  if (maxLines < 1) return [];
  const isCut = lineCount > maxLines;
  const shown = isCut ? guests.slice(0, (maxLines - 1) * perLine) : guests;
  const lines: string[] = [];
  for (let first = 0; first < shown.length; first += perLine) {
    const cells = shown.slice(first, first + perLine).map((guest) => guestCell(guest, room, ink));
    lines.push(indent(cells.join(' '.repeat(GUEST.pause)), INDENT));
  }
  if (isCut) lines.push(indent(ink.soft(`… and ${guests.length - shown.length} more guests`), INDENT));
  return lines;
}

function guestCell({ seat, name, away }: SeatInfo, room: RoomStatus, ink: Ink): string {
  const link = room.seats.find((status) => status.seat === seat)?.link;
  const platform = ink.soft(padTo(link?.platform ?? '', GUEST.platform));
  const pause = ' '.repeat(GUEST.pause);
  if (away)
    return (
      ink.soft(padTo(name, GUEST.name)) +
      pause +
      ink.soft(padTo('away', GUEST.rtt, 'right')) +
      pause +
      platform
    );
  return padTo(name, GUEST.name) + pause + rttOf(link, ink) + pause + platform;
}

function rttOf(link: SeatLinkStatus | undefined, ink: Ink): string {
  const text = padTo(link === undefined ? '' : describeRtt(link), GUEST.rtt, 'right');
  const rttMs = link?.rttMs ?? 0;
  if (rttMs >= BAD_MS) return ink.bad(text);
  return rttMs >= SLOW_MS ? ink.lamp(text) : text;
}

/** Below: the processes, what a person should know, the end of the log, the way out. */
function footOf(
  status: HostingStatus,
  { columns, log }: LiveViewOptions,
  ink: Ink,
  isBrief = false,
): string[] {
  const workers = isBrief
    ? [` ${ink.soft(cut(describeWorkers(status.workers), columns - 1))}`]
    : status.workers.map((worker) => workerLine(worker, columns, ink));
  const wrong = [
    ...status.problems.flatMap(({ text }) => noteLines('!', text, columns, ink.lamp)),
    ...status.reach.checklist.flatMap(({ text }) => noteLines('?', text, columns, ink.soft)),
  ];
  const said = log.slice(-LOG_LINES).map(({ level, source, text }) => {
    const line = cut(`${source}: ${text.split('\n', 1)[0]}`, columns - 1);
    return ` ${level === 'error' ? ink.bad(line) : ink.soft(line)}`;
  });
  return ['', ...workers, ...wrong, ...said, '', ` ${ink.strong('q')}${ink.soft('  stops hosting')}`];
}

function workerLine(worker: WorkerStatus, columns: number, ink: Ink): string {
  const name = `worker ${worker.id}`;
  return ` ${ink.soft(name)}  ${cut(describeWorker(worker), columns - name.length - 3)}`;
}

function noteLines(mark: string, text: string, columns: number, style: (text: string) => string): string[] {
  return wrap(text, columns - 4).map((line, i) => ` ${style(`${i === 0 ? mark : ' '} ${line}`)}`);
}

const indent = (line: string, columns: number): string => (line === '' ? '' : ' '.repeat(columns) + line);
