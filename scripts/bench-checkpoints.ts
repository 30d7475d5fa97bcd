/**
 * `npm run bench:checkpoints`: what it costs that rooms outlive their process. Real hosts with rooms full of bots,
 * with checkpoints and without in turn; prints the processor time and the bytes that the host's processes took.
 */
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { BotsError, startBots } from '../src/bots/bot-fleet.ts';
import { HostProcess, makeDataDir } from '../test/support/host-process.ts';
import { waitFor } from '../test/support/wait-for.ts';
import { buildIfStale } from './build.ts';

const HELP = `Measures what checkpoints cost, on Linux.

  --rooms N    rooms (default: 20), with --bots N bots each over the wire (default: 4)
  --runs N     runs with checkpoints, and as many without (default: 3)
  --seconds N  length of each (default: 15)
`;

const WORKERS = 2;
/** What `npm run host` does by itself, a second. */
const CHECKPOINTS = 4;
const ATTEMPTS = 4;
/** The kernel counts processor time in these, ms. */
const CLOCK_TICK_MS = 10;

/** Used by the host's processes so far. */
interface Use {
  readonly atMs: number;
  /** Of primary and workers together. */
  readonly cpuMs: number;
  readonly primaryMs: number;
  /** Bytes that they have written: to each other, to guests, to disk. */
  readonly written: number;
  /** Of these, by the primary: to workers and to disk. */
  readonly primaryWritten: number;
}

/** The same of one run, a second. */
interface Rates {
  readonly cpuPercent: number;
  readonly primaryPercent: number;
  readonly written: number;
  readonly primaryWritten: number;
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      rooms: { type: 'string', default: '20' },
      bots: { type: 'string', default: '4' },
      runs: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '15' },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}
type Options = ReturnType<typeof readArguments>;

/** Processor time of a process and all its threads, ms. */
function cpuMsOf(pid: number): number {
  // The name in brackets may hold anything; user and system time are the 12th and 13th word after it.
  const words = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  return (Number(words[11]) + Number(words[12])) * CLOCK_TICK_MS;
}

const writtenBy = (pid: number): number =>
  Number(/^wchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);

function use(host: HostProcess): Use {
  const primary = host.process.pid!;
  const all = [primary, ...host.ready.workers.map(({ pid }) => pid)];
  const sum = (of: (pid: number) => number): number => all.reduce((total, pid) => total + of(pid), 0);
  return {
    atMs: performance.now(),
    cpuMs: sum(cpuMsOf),
    primaryMs: cpuMsOf(primary),
    written: sum(writtenBy),
    primaryWritten: writtenBy(primary),
  };
}

function ratesBetween(before: Use, after: Use): Rates {
  const seconds = (after.atMs - before.atMs) / 1000;
  return {
    cpuPercent: (after.cpuMs - before.cpuMs) / seconds / 10,
    primaryPercent: (after.primaryMs - before.primaryMs) / seconds / 10,
    written: (after.written - before.written) / seconds,
    primaryWritten: (after.primaryWritten - before.primaryWritten) / seconds,
  };
}

/** One host with matches in all its rooms, from its start to its end. Undefined: a worker has died. */
async function measure(checkpoints: number, { rooms, bots, seconds }: Options): Promise<Rates | undefined> {
  const numbers = ['--rooms', rooms, '--workers', String(WORKERS), '--checkpoints', String(checkpoints)];
  const host = new HostProcess(['--port', '0', '--bots', '0', ...numbers], makeDataDir());
  try {
    await waitFor('the host', () => host.lines.length > 0);
    const fleet = await startBots({
      ...{ origin: host.origin, rooms: 'all', count: Number(bots), level: 'medium', ready: true },
    });
    try {
      await waitFor('a match in every room', () =>
        fleet.bots.every(({ state }) => state.is === 'seated' && state.room.phase === 'playing'),
      );
      const before = use(host);
      await sleep(Number(seconds) * 1000);
      const rates = ratesBetween(before, use(host));
      const hasDied = host.events.some(({ event }) => event === 'worker-exit');
      return hasDied ? undefined : rates;
    } finally {
      fleet.close();
    }
  } catch (error) {
    if (!(error instanceof BotsError)) throw error;
    process.stderr.write(`${error.message} ${host.log}\n`);
    return undefined;
  } finally {
    await host.stop();
  }
}

/** A machine that is too busy for a moment costs a worker its life; one that stays so measures nothing. */
async function measureCalmly(checkpoints: number, options: Options): Promise<Rates> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const rates = await measure(checkpoints, options);
    if (rates !== undefined) return rates;
    process.stderr.write(
      'A worker was taken for hung, or bots had no seat in time: the machine is busy. Once more.\n',
    );
  }
  throw new Error('This machine is too busy to measure anything. Try again when it is idle.');
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

function medianOf(runs: readonly Rates[]): Rates {
  return {
    cpuPercent: median(runs.map(({ cpuPercent }) => cpuPercent)),
    primaryPercent: median(runs.map(({ primaryPercent }) => primaryPercent)),
    written: median(runs.map(({ written }) => written)),
    primaryWritten: median(runs.map(({ primaryWritten }) => primaryWritten)),
  };
}

const describe = ({ cpuPercent, primaryPercent, written, primaryWritten }: Rates): string =>
  `${cpuPercent.toFixed(1)} % of one core (primary ${primaryPercent.toFixed(1)} %), ` +
  `${(written / 1000).toFixed(0)} kB/s written (primary ${(primaryWritten / 1000).toFixed(0)} kB/s)`;

function summary(ons: readonly Rates[], offs: readonly Rates[]): string {
  const [on, off] = [medianOf(ons), medianOf(offs)];
  // Pair by pair: two runs that follow each other have had the same machine.
  const more = median(ons.map(({ cpuPercent }, i) => 100 * (cpuPercent / offs[i]!.cpuPercent - 1)));
  const [all, primary] = [on.written - off.written, on.primaryWritten - off.primaryWritten];
  return [
    `with checkpoints     ${describe(on)}`,
    `without              ${describe(off)}`,
    `checkpoints cost     ${more >= 0 ? '+' : ''}${more.toFixed(1)} % processor time, ${(all / 1000).toFixed(0)} kB/s between the processes and to disk (${(primary / 1000).toFixed(0)} kB/s of them passed on or stored by the primary)`,
    `Medians; of the cost, those of the ${ons.length} pairs of runs. Load of the machine: ${loadavg()[0]!.toFixed(1)}.`,
    '',
  ].join('\n');
}

async function main(): Promise<void> {
  const options = readArguments();
  if (options.help || process.platform !== 'linux') {
    process.stdout.write(HELP);
    return;
  }
  await buildIfStale();
  const [on, off]: [Rates[], Rates[]] = [[], []];
  for (let run = 1; run <= Number(options.runs); run++) {
    for (const [checkpoints, runs] of [
      [CHECKPOINTS, on],
      [0, off],
    ] as const) {
      const rates = await measureCalmly(checkpoints, options);
      runs.push(rates);
      process.stderr.write(
        `${run}/${options.runs}, ${checkpoints} checkpoints a second: ${describe(rates)}\n`,
      );
    }
  }
  process.stdout.write(summary(on, off));
}

await main();
