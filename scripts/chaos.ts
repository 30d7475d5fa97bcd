/**
 * `npm run chaos`: breaks a real host with rooms full of bots, blow after blow, and tells what its guests felt and
 * whether anything was lost that they had seen. Builds what is stale first.
 */
import { loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Random } from '../src/core/prng.ts';
import { buildIfStale } from './build.ts';
import { Arena } from './chaos/arena.ts';
import { dealBlows, KINDS, type Kind, strike } from './chaos/blows.ts';
import { type BlowResult, isSound, type Report, reportTable, rowsOf } from './chaos/report.ts';
import { watchCaller } from './run-until-end.ts';

const HELP = `Breaks a real host, blow after blow, and tells what its guests felt.

  --blows N     how many (default: 30)
  --seed N      the same number gives the same blows (default: from the clock)
  --kinds LIST  only these: ${KINDS.join(',')} (default: all)
  --rooms N     rooms (default: 8)
  --bots N      bots for each room (default: 8)
  --workers N   game processes (default: 3)
  --json        one JSON object instead of the table
  --help        this text

kill: a worker is killed. hang: one is stopped until it is found. drain: one gives its rooms away and is replaced.
cut: half of a room's connections break. stall: they go silent. host: the whole host is killed and started again.

Exit code 1: a seat, a match or a point that a guest had seen was lost (with the whole host: seen more than a second
before), a room did not come back, or a frame was faulty.
`;

/** A run ends by then, whatever happens, ms. */
const START_MS = 60_000;
const BLOW_MS = 12_000;
/** Longest pause between rest and the next blow, ms. */
const PAUSE_MS = 500;

interface Run {
  readonly blows: number;
  readonly seed: number;
  readonly kinds: readonly Kind[];
  readonly rooms: number;
  readonly bots: number;
  readonly workers: number;
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

function fail(text: string): never {
  say(text);
  process.exit(1);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        blows: { type: 'string', default: '30' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        kinds: { type: 'string', default: KINDS.join(',') },
        rooms: { type: 'string', default: '8' },
        bots: { type: 'string', default: '8' },
        workers: { type: 'string', default: '3' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${HELP}`);
  }
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  return fail(`--${name} takes a whole number from ${min} to ${max}, not "${text}".`);
}

const readKinds = (list: string): Kind[] =>
  list
    .split(',')
    .map(
      (name) =>
        KINDS.find((kind) => kind === name) ?? fail(`--kinds takes ${KINDS.join(',')}, not "${name}".`),
    );

function readRun(options: ReturnType<typeof readArguments>): Run {
  return {
    blows: wholeNumber('blows', options.blows, 1, 1_000),
    seed: wholeNumber('seed', options.seed, 0, 1_000_000),
    kinds: readKinds(options.kinds),
    rooms: wholeNumber('rooms', options.rooms, 1, 50),
    bots: wholeNumber('bots', options.bots, 2, 16),
    workers: wholeNumber('workers', options.workers, 2, 16),
  };
}

const commandFor = ({ blows, seed, kinds, rooms, bots, workers }: Run): string =>
  `npm run chaos -- --seed ${seed} --blows ${blows} --kinds ${kinds.join(',')} --rooms ${rooms} --bots ${bots} --workers ${workers}`;

/** All blows, one after the other; `results` grows on the way, so that a failure loses none. */
async function giveBlows(arena: Arena, run: Run, results: BlowResult[]): Promise<void> {
  const random = new Random(run.seed);
  const { witness } = arena;
  await arena.open();
  await arena.untilSettled();
  for (const kind of dealBlows(run.blows, run.kinds, random)) {
    await sleep(random.int(PAUSE_MS));
    const faultsBefore = witness.faults;
    witness.begin();
    const hang = await strike(kind, arena, random);
    const outagesMs = witness.outagesMs();
    await arena.untilSettled();
    const judgement = witness.log.judge();
    results.push({ kind, outagesMs, hang, judgement, faults: witness.faults - faultsBefore });
    const worst = Math.max(0, ...outagesMs).toFixed(0);
    say(
      `${results.length}/${run.blows} ${kind}: ${outagesMs.length} guests hit, without a picture for ${worst} ms at most`,
    );
  }
}

/** Resolves with why the run failed; undefined when it came to its end. */
async function runToEnd(arena: Arena, run: Run, results: BlowResult[]): Promise<string | undefined> {
  let stop: NodeJS.Timeout | undefined;
  const limitMs = START_MS + run.blows * BLOW_MS;
  const timeOver = new Promise<string>((resolve) => {
    stop = setTimeout(() => resolve(`not done within ${limitMs / 1000} s`), limitMs);
  });
  const interrupted = new Promise<string>((resolve) => {
    const end = (): void => resolve('interrupted');
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
    watchCaller(end)?.unref();
  });
  const wentWell = giveBlows(arena, run, results).then(
    () => undefined,
    (error: Error) => `${error.message}\n${arena.describe()}`,
  );
  const failure = await Promise.race([wentWell, timeOver, interrupted]);
  clearTimeout(stop);
  return failure;
}

async function main(): Promise<boolean> {
  const options = readArguments();
  if (options.help) {
    process.stdout.write(HELP);
    return true;
  }
  const run = readRun(options);
  await buildIfStale();
  say(`Seed ${run.seed}. The same blows again: ${commandFor(run)}`);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const arena = new Arena(run);
  const results: BlowResult[] = [];
  const failure = await runToEnd(arena, run, results);
  delay.disable();
  await arena.close();
  const report: Report = {
    ...{ seed: run.seed, again: commandFor(run), failure },
    rows: rowsOf(results),
    details: results.flatMap(({ judgement }) => judgement.details),
    seconds: performance.now() / 1000,
    load: loadavg()[0]!,
    lagMs: { p50: delay.percentile(50) / 1e6 - 5, p99: delay.percentile(99) / 1e6 - 5 },
  };
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : reportTable(report));
  return isSound(report);
}

// What is still waiting for something that will never be must not hold the process.
main().then((isWell) => process.exit(isWell ? 0 : 1));
