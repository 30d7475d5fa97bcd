/**
 * What somebody who is to help needs to know of a host, as plain text that a person can read before handing it on:
 * versions, addresses, processes, rooms, the end of the log. Never a name, a token, a PIN or a device's number.
 */
import type { HostStatus, RoomStatus } from '../protocol/console.ts';
import type { LogLine } from '../protocol/log-line.ts';
import { describeLink, describeRoom, describeRtt, describeWorker } from './describe.ts';
import { printLogLine } from './log-book.ts';

export interface DiagnosisFacts {
  readonly version: string;
  /** What is known of the computer, a line each. */
  readonly system: readonly string[];
  /** Folder of the person who hosts; their name may be in it. */
  readonly homeDir: string;
  readonly atIso: string;
  readonly status: HostStatus;
  readonly log: readonly LogLine[];
}

const LOG_LINES = 100;
/** What opens a seat, or names a device, looks like this; see `handshakeSchema`. */
const TOKENS = /(?<![\w-])[\w-]{22}(?![\w-])/g;

export function diagnosisText({ version, system, homeDir, atIso, status, log }: DiagnosisFacts): string {
  const text = [
    `Porchlight ${version}, ${atIso}`,
    ...system,
    '',
    ...statusLines(status),
    '',
    `Log, the last ${LOG_LINES} lines at most:`,
    ...log.slice(-LOG_LINES).map(printLogLine),
    '',
  ].join('\n');
  const withoutTokens = text.replace(TOKENS, '(left out)');
  return homeDir.length > 1 ? withoutTokens.replaceAll(homeDir, '~') : withoutTokens;
}

function statusLines(status: HostStatus): string[] {
  if (status.state === 'failed') return [`Hosting did not start: ${status.problem.text}`];
  if (status.state !== 'hosting') return [`Not hosting (${status.state}).`];
  const { port, links, workers, rooms, problems, reach } = status;
  return [
    `Port ${port}, can guests reach it: ${reach.state}`,
    ...links.map((link) => `Address ${describeLink(link)}, ${link.interfaceName}`),
    ...workers.map((worker) => `Worker ${worker.id}: process ${worker.pid} · ${describeWorker(worker)}`),
    ...rooms.flatMap(roomLines),
    ...problems.map(({ code, text }) => `Problem ${code}: ${text}`),
  ];
}

function roomLines(room: RoomStatus): string[] {
  const { code, game, match, epoch, restarts } = room.info;
  const more = `match ${match} · epoch ${epoch} · opened anew ${restarts} times`;
  const guests = room.seats.flatMap(({ seat, link }) => {
    if (link === undefined) return [];
    const away = room.info.seats.find((info) => info.seat === seat)?.away === true ? ', away' : '';
    return [
      `  Seat ${seat}: ${link.platform}, ${describeRtt(link)}, jitter ${link.jitterMs.toFixed(1)} ms${away}`,
    ];
  });
  return [`Room ${code}: ${game} · ${describeRoom(room)} · ${more}`, ...guests];
}
