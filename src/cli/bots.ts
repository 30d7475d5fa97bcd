/**
 * Entry of the bots: `bots --url http://192.168.1.20:7420 --count 8`. Headless players that join over the network
 * as guests do, play, and report how the network and the host did.
 */
import { parseArgs } from 'node:util';
import { type BotFleet, BotsError, type FleetOptions, sentenceOf, startBots } from '../bots/bot-fleet.ts';
import type { BotsSummary } from '../bots/summary.ts';
import { parseRoomCode, type RoomCode } from '../core/ids.ts';
import { GAMES } from '../games/registry.ts';
import { findNetwork, NETWORKS } from '../link/network-model.ts';
import { parseJoinTarget } from '../protocol/join-target.ts';
import { DEFAULT_PORT } from '../protocol/limits.ts';
import { BOT_LEVELS } from '../sdk/game.ts';
import { summaryTable } from './bots-table.ts';

const HELP = `Fills rooms with bots that join over the network as guests do, and measures the network.

  --url URL         the host's address, or a room's link (default: http://127.0.0.1:${DEFAULT_PORT})
  --room CODE       the room to fill; may be repeated; "all" (default: the link's, else the first)
  --count N         bots for each room (default: 4)
  --game ID         only rooms of this game (there is: ${GAMES.map(({ id }) => id).join(', ')})
  --seconds N       ends after so long (default: until Ctrl+C)
  --level LEVEL     ${BOT_LEVELS.join(', ')} (default: medium)
  --net NETWORK     plays over a made-up network: ${Object.keys(NETWORKS).join(', ')} (default: the real one alone)
  --no-ready        they do not get ready for matches and rematches
  --json            the summary as one JSON object on stdout; progress goes to stderr
  --help            this text

Exit code 0: all went well. 1: no seat could be had, the host sent all bots away, or it sent something faulty.

The JSON object has url, cpuPercent (of one core, for all bots together), rooms (one entry for each, with its code
as room) and total, each with these fields. Times are ms, as { samples, p50, p99, max }.
  bots, seconds         how many, and since the first snapshot
  snapshots             pictures of the game that came in
  rttMs                 round trips of the clock probes
  snapshotIntervalMs    between two snapshots of one connection
  inputDelayMs          from sending inputs until the first snapshot that has played them is here: what others
                        see later; the own seat is predicted and does not wait for it
  gaps, longestGapMs    pauses of more than three intervals within a connection, and the longest of them
  bytesDownPerSecond,   payload of the binary frames, all bots together
  bytesUpPerSecond
  reconnects, outageMs  connections that were lost and came back; from the last snapshot before to the first after
  refusals, ended       connections refused, sessions over: how many of each reason
  faults, faultDetails  what was wrong with what the host sent: undecodable, desync, tick-back, tick-jump, generation,
                        out-of-range, each with its number; and the first few in words
`;

/** Pause between two lines of progress, ms. */
const PROGRESS_MS = 10_000;

interface Run {
  readonly fleet: FleetOptions;
  readonly seconds: number | undefined;
  readonly json: boolean;
}

function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

function readArguments() {
  try {
    return parseArgs({
      allowNegative: true,
      options: {
        url: { type: 'string', default: `http://127.0.0.1:${DEFAULT_PORT}` },
        room: { type: 'string', multiple: true, default: [] },
        count: { type: 'string', default: '4' },
        game: { type: 'string' },
        seconds: { type: 'string' },
        level: { type: 'string', default: 'medium' },
        net: { type: 'string' },
        ready: { type: 'boolean', default: true },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${HELP}`);
  }
}

/** A whole number from the command line, within its range. */
function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  return fail(`--${name} takes a whole number from ${min} to ${max}, not "${text}".`);
}

function readRooms(words: readonly string[], linked: RoomCode | undefined): FleetOptions['rooms'] {
  if (words.includes('all')) return 'all';
  if (words.length === 0) return linked === undefined ? 'first' : [linked];
  const codes = words.map(
    (word) =>
      parseRoomCode(word) ?? fail(`--room takes a room code of four letters or "all", not "${word}".`),
  );
  return [...new Set(codes)];
}

function readRun(options: ReturnType<typeof readArguments>): Run {
  const { url, room, count, game, seconds, json, ready, net } = options;
  const target = parseJoinTarget(url);
  if (!target.ok) return fail(target.error);
  if (target.value.by === 'code') return fail('--url takes an address; a room code alone goes to --room.');
  const level = BOT_LEVELS.find((one) => one === options.level);
  if (level === undefined) return fail(`--level takes ${BOT_LEVELS.join(', ')}, not "${options.level}".`);
  const network = net === undefined ? undefined : findNetwork(net);
  if (net !== undefined && network === undefined) {
    return fail(`--net takes ${Object.keys(NETWORKS).join(', ')}, not "${net}".`);
  }
  const { origin, code } = target.value;
  return {
    fleet: {
      ...{ origin, rooms: readRooms(room, code), game, level, ready, network },
      count: wholeNumber('count', count, 1, 64),
    },
    seconds: seconds === undefined ? undefined : wholeNumber('seconds', seconds, 1, 1_000_000),
    json,
  };
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

function sayProgress({ total }: BotsSummary): void {
  const { seconds, rttMs, reconnects, faults } = total;
  const faulty = Object.values(faults).reduce((sum, count) => sum + count, 0);
  say(
    `${seconds.toFixed(0)} s: round trip ${rttMs.p50.toFixed(1)} ms, ${reconnects} reconnects, ${faulty} faults`,
  );
}

/** Resolves when the time is over, Ctrl+C was pressed, or the host has sent the last bot away. */
function untilOver(fleet: BotFleet, seconds: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    const progress = setInterval(() => sayProgress(fleet.summary()), PROGRESS_MS);
    const end = (): void => {
      clearInterval(progress);
      clearInterval(watch);
      clearTimeout(timer);
      resolve();
    };
    const watch = setInterval(() => {
      if (fleet.bots.every(({ state }) => state.is === 'ended')) end();
    }, 100);
    const timer = seconds === undefined ? undefined : setTimeout(end, seconds * 1000);
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
  });
}

/** Share of one core that this process has used since `started`, percent. */
function cpuPercent(started: NodeJS.CpuUsage, startedMs: number): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 10 / (performance.now() - startedMs);
}

async function main(): Promise<void> {
  const options = readArguments();
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  const { fleet: wanted, seconds, json } = readRun(options);
  const fleet = await startBots(wanted);
  const rooms = new Set(fleet.bots.map(({ room }) => room));
  say(`${fleet.bots.length} bots play in ${[...rooms].join(', ')} at ${wanted.origin}. Ctrl+C ends it.`);
  const [startedMs, startedCpu] = [performance.now(), process.cpuUsage()];
  await untilOver(fleet, seconds);
  const summary = fleet.summary();
  const figures = { url: wanted.origin, cpuPercent: cpuPercent(startedCpu, startedMs), ...summary };
  const isOver = fleet.bots.every(({ state }) => state.is === 'ended');
  if (isOver) say(`The host has sent all bots away. ${sentenceOf(fleet.bots[0]!)}`);
  fleet.close();
  process.stdout.write(json ? `${JSON.stringify(figures, rounded)}\n` : summaryTable(figures));
  if (isOver || Object.keys(summary.total.faults).length > 0) process.exitCode = 1;
}

/** Two decimals are enough for eyes and for scripts. */
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 100) / 100 : value;

main().catch((error: unknown) => {
  if (!(error instanceof BotsError)) throw error;
  // No exit: bots that have a seat already are still saying goodbye.
  say(error.message);
  process.exitCode = 1;
});
