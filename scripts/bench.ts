/**
 * `npm run bench`: Porchlight and other servers on the same work, side by side; tables, gates and a picture.
 * `npm run bench -- scale`: Porchlight alone, in various sizes. The measuring itself is in test/bench.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Row } from '../test/bench/measure/job.ts';
import { type ChartColours, drawChart } from '../test/bench/report/chart.ts';
import { loadRows } from '../test/bench/report/medians.ts';
import { comparisonReport, isSound, scaleReport } from '../test/bench/report/tables.ts';
import { comparison, SCALE_CASES, type ScaleCase, scale } from '../test/bench/run/plan.ts';
import { readRows, runJobs } from '../test/bench/run/runner.ts';
import { prepareWorkshop } from '../test/bench/run/workshop.ts';
import { findServer, PRODUCT, SERVERS } from '../test/bench/servers-under-test.ts';
import { watchCaller } from './run-until-end.ts';

const HELP = `Measures Porchlight and other servers on the same work, on an idle Linux machine.

  npm run bench                     the whole comparison: about an hour
  npm run bench -- --quick          a first impression: about six minutes
  npm run bench -- scale            Porchlight alone: many rooms, several workers, one large room
  npm run bench -- --report FILE    prints what FILE holds, measures nothing

  --runs N          how often everything is measured (default: 3)
  --seconds N       length of a measurement (default: 8)
  --hz LIST         ticks a second (default: 20,60)
  --clients LIST    guests (default: 200,400,800)
  --only LIST       only these: ${SERVERS.map(({ name }) => name).join(',')}
  --no-ramp         leaves out how many guests they hold
  --out FILE        keeps the figures there, and goes on where an earlier run with it ended
  --picture FILE    draws them there; the whole comparison draws docs/bench.svg by itself
  --node PATH       another Node than the pinned one, for the servers and the guests
  --help            this text

With scale, one case of your own: --clients N --room-size N --workers N.

Exit code 1: a measurement failed, a server does other work than the rest, or a promise is not kept.
`;

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PICTURE = join(ROOT, 'docs/bench.svg');
const say = (text: string): void => void process.stderr.write(`${text}\n`);

function fail(text: string): never {
  say(text);
  process.exit(1);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      allowNegative: true,
      options: {
        runs: { type: 'string' },
        seconds: { type: 'string' },
        hz: { type: 'string', default: '20,60' },
        clients: { type: 'string' },
        only: { type: 'string' },
        ramp: { type: 'boolean' },
        out: { type: 'string' },
        picture: { type: 'string' },
        node: { type: 'string' },
        report: { type: 'string' },
        workers: { type: 'string' },
        'room-size': { type: 'string' },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${HELP}`);
  }
}
type Options = ReturnType<typeof readArguments>['values'];

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 10_000) return value;
  return fail(`--${name} takes whole numbers from 1 to 10000, not "${text}".`);
}

const wholeNumbers = (name: string, list: string): number[] =>
  list.split(',').map((text) => wholeNumber(name, text));

const isServer = (name: string): boolean => SERVERS.some((one) => one.name === name);

function chosenServers({ only }: Options) {
  try {
    return only === undefined ? SERVERS : only.split(',').map(findServer);
  } catch (error) {
    return fail((error as Error).message);
  }
}

/** The cases of `scale`: the usual ones, or the one that the options describe. */
function chosenCases(options: Options): readonly ScaleCase[] {
  const { clients, workers, 'room-size': roomSize } = options;
  if (clients === undefined && workers === undefined && roomSize === undefined) return SCALE_CASES;
  const processes = wholeNumber('workers', workers ?? '1');
  return wholeNumbers('clients', clients ?? '400').map((guests) => ({
    guests,
    roomSize: wholeNumber('room-size', roomSize ?? '8'),
    workers: processes,
    // Several processes on one processor would tell nothing about several processes.
    isPinned: processes === 1,
  }));
}

function plan(options: Options, isScale: boolean) {
  const { quick, hz, clients, ramp } = options;
  const runs = wholeNumber('runs', options.runs ?? (quick ? '1' : '3'));
  const seconds = wholeNumber('seconds', options.seconds ?? (quick ? '4' : '8'));
  if (isScale) return scale(chosenCases(options), runs, seconds);
  const guests = wholeNumbers('clients', clients ?? (quick ? '400' : '200,400,800'));
  return comparison({
    ...{ servers: chosenServers(options), runs, seconds, hz: wholeNumbers('hz', hz), guests },
    hasRamp: ramp ?? !quick,
  });
}

/** The picture's colours are those of the pages. */
function colours(): ChartColours {
  const tokens = readFileSync(join(ROOT, 'renderer/ui/tokens.css'), 'utf8');
  const token = (name: string): string =>
    new RegExp(`--${name}: (#\\w+);`).exec(tokens)?.[1] ?? fail(`There is no colour --${name} any more.`);
  return { lamp: token('lamp'), lampDeep: token('lamp-deep'), ink: token('background') };
}

/** Whether everything was measured at length, the product too: only that is shown to everybody. */
const isWhole = ({ quick, only, report, ramp }: Options): boolean =>
  !quick && only === undefined && report === undefined && ramp !== false && isServer(PRODUCT);

async function measure(options: Options, isScale: boolean): Promise<readonly Row[]> {
  if (process.platform !== 'linux') fail('Processor time is read from /proc: this works on Linux only.');
  const name = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const file = options.out ?? join(ROOT, `dist/bench/${isScale ? 'scale' : 'results'}-${name}.jsonl`);
  say(`Figures go to ${file}; --out with it goes on after an interruption.`);
  return runJobs(plan(options, isScale), file, await prepareWorkshop(options.node, say), say);
}

async function main(): Promise<void> {
  const { values: options, positionals } = readArguments();
  const [command, ...rest] = positionals;
  if (options.help) return void process.stdout.write(HELP);
  const isScale = command === 'scale';
  if (rest.length > 0 || (command !== undefined && !isScale)) fail(HELP);
  if (isScale && !isServer(PRODUCT)) fail(`${PRODUCT} is not among the servers.`);
  const rows = options.report === undefined ? await measure(options, isScale) : readRows(options.report);
  const report = isScale ? scaleReport(rows) : comparisonReport(rows);
  process.stdout.write(`${report}\n`);
  const picture = options.picture ?? (isWhole(options) && !isScale ? PICTURE : undefined);
  if (picture !== undefined && loadRows(rows).length > 0) writeFileSync(picture, drawChart(rows, colours()));
  if (!isScale && !isSound(rows)) process.exitCode = 1;
}

// A generator ends with this process, and its server with it.
watchCaller(() => process.exit(1))?.unref();
await main();
