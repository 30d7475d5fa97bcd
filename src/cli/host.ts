/**
 * Entry of the headless host: `host --port 7420 --workers 2 --game rim-rumble --json`. The same host as in the
 * desktop app, told and watched through a terminal or through JSON lines.
 */
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { renderUnicodeCompact } from 'uqr';
import * as v from 'valibot';
import packageJson from '../../package.json' with { type: 'json' };
import { parseRoomCode } from '../core/ids.ts';
import { findGame, GAMES } from '../games/registry.ts';
import { eraseRemembered } from '../host/erase.ts';
import { type HostHandle, HostStartError, startHost } from '../host/host.ts';
import type { HostProblem } from '../protocol/console.ts';
import { roomCommandSchema } from '../protocol/messages.ts';
import { type AnyGame, resolveSettings, type Setting } from '../sdk/game.ts';
import { LOOKS } from '../sdk/looks.ts';
import { HOST_LINE_FORMS, hostLineSchema, obeyForHost } from './host-lines.ts';

const LOG_LEVELS: readonly string[] = ['error', 'warn', 'info', 'debug'];

const HELP = `Hosts games for everybody on this network.

  --port N          port for guests (default: the last one, else 7420; 0: any free one)
  --workers N       game processes (default: cores minus one, at least 2)
  --game ID         game of the first room (default: ${GAMES[0]!.id}; there is: ${GAMES.map(({ id }) => id).join(', ')})
  --rooms N         rooms to open (default: 1)
  --set NAME=VALUE  a setting of the game; may be repeated
  --bots N          fill rooms with bots up to N players (default: 4)
  --data DIR        folder for what is remembered
  --checkpoints N   how often a second each room is kept safe at the other game processes (default: 4;
                    0: never, and rooms begin anew when their process dies)
  --no-name-filter  let guests have any name; rude ones are refused otherwise
  --host-name NAME  a name under which guests may ask for this host, such as that of a proxy before it; may be
                    repeated. Addresses, localhost, names in .local and this computer's own always do
  --erase           erase what is remembered of guests (results, bans, faults, rooms) instead of hosting
  --keep-hung       leave a game process that hangs alive, for a debugger; its rooms go on elsewhere
  --json            one JSON object a line: events out, commands in
  --log LEVEL       ${LOG_LEVELS.join(', ')} (default: warn), to stderr
`;

/** One line of stdin in JSON mode: something to do in a room, with a worker, or with the whole host. */
const commandLineSchema = v.union([
  hostLineSchema,
  v.object({ room: v.string(), command: roomCommandSchema }),
  v.object({ worker: v.pipe(v.number(), v.integer()), do: v.picklist(['drain', 'restart']) }),
]);
type CommandLine = v.InferOutput<typeof commandLineSchema>;

const COMMAND_FORMS = `A command is {"room":"BCDF","command":{"do":"start"}}, {"worker":1,"do":"drain"} (or "restart"), or one of ${HOST_LINE_FORMS}.`;

const here = dirname(fileURLToPath(import.meta.url));
const STORE_THREAD_FILE = join(here, 'store-thread.mjs');

function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string' },
        workers: { type: 'string' },
        game: { type: 'string', default: GAMES[0]!.id },
        rooms: { type: 'string', default: '1' },
        set: { type: 'string', multiple: true, default: [] },
        bots: { type: 'string' },
        data: { type: 'string', default: join(homedir(), '.porchlight') },
        checkpoints: { type: 'string' },
        'no-name-filter': { type: 'boolean', default: false },
        'host-name': { type: 'string', multiple: true, default: [] },
        erase: { type: 'boolean', default: false },
        'keep-hung': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        log: { type: 'string', default: 'warn' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${HELP}`);
  }
}

/** A whole number from the command line, within its range; undefined when it was not given. */
function wholeNumber(name: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    fail(`--${name} takes a whole number from ${min} to ${max}, not "${text}".`);
  }
  return value;
}

/** The settings that `--set` names, all of them the game's own and within their ranges. */
function readSettings(game: AnyGame, pairs: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name = '', text = ''] =
        /^([^=]+)=([^=]+)$/.exec(pair) ?? fail(`--set takes NAME=NUMBER, not "${pair}".`);
      if (!Object.hasOwn(game.settings, name)) {
        const known = Object.entries(game.settings).map(([own, setting]) => `${own} (${rangeOf(setting)})`);
        fail(`${game.title} has no setting "${name}". It has: ${known.join(', ')}.`);
      }
      const setting = game.settings[name]!;
      const value = Number(text);
      if (resolveSettings(game.settings, { [name]: value })[name] !== value) {
        fail(`--set ${name} takes a whole number from ${rangeOf(setting)}, not "${text}".`);
      }
      return [name, value];
    }),
  );
}

const rangeOf = ({ min, max, step }: Setting): string =>
  `${min} to ${max}${step === 1 ? '' : ` in steps of ${step}`}`;

const printLine = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

function printReady(host: HostHandle): void {
  const { port, rooms, workers, links } = host.status();
  printLine({
    event: 'ready',
    port,
    urls: links.map(({ url }) => url),
    rooms: rooms.map(({ info: { code, game, epoch }, owner }) => ({ code, game, owner, epoch })),
    workers: workers.map(({ id, pid }) => ({ id, pid })),
  });
}

function printWelcome(host: HostHandle): void {
  const { rooms } = host.status();
  for (const { links, info, title } of rooms) {
    const link = links[0]!;
    process.stdout.write(`\n${renderUnicodeCompact(link.url, { border: 2 })}\n`);
    process.stdout.write(`  ${title}\n  Link   ${link.url}\n  Code   ${info.code}\n`);
    for (const other of links.slice(1)) process.stdout.write(`  or     ${other.url}  (${other.network})\n`);
  }
  process.stdout.write('\n  Guests scan the code or open the link. Ctrl+C stops hosting.\n');
}

/** Says each problem that a person should know of, now and whenever one arises. */
function watchProblems(host: HostHandle, say: (problem: HostProblem) => void): void {
  let known = new Set<string>();
  const look = (): void => {
    const { problems } = host.status();
    for (const problem of problems) if (!known.has(problem.text)) say(problem);
    known = new Set(problems.map(({ text }) => text));
  };
  look();
  host.onStatus(look);
}

/** Commands come as JSON lines from whoever started this process; the LAN has no way here. */
function obeyCommands(host: HostHandle): void {
  createInterface({ input: process.stdin }).on('line', async (line) => {
    let parsed: v.SafeParseResult<typeof commandLineSchema> | undefined;
    try {
      parsed = v.safeParse(commandLineSchema, JSON.parse(line));
    } catch {
      // Not JSON at all: answered below.
    }
    if (parsed?.success) await obey(host, parsed.output);
    else printLine({ event: 'command-failed', text: COMMAND_FORMS });
  });
}

async function obey(host: HostHandle, line: CommandLine): Promise<void> {
  if ('ask' in line) {
    const done = await obeyForHost(host, line);
    printLine(
      done.ok ? { event: 'done', ask: line.ask } : { event: 'command-failed', text: done.error.text },
    );
    return;
  }
  if ('worker' in line) {
    await obeyForWorker(host, line);
    return;
  }
  const code = parseRoomCode(line.room);
  if (code === undefined) {
    printLine({ event: 'command-failed', text: COMMAND_FORMS });
    return;
  }
  const result = await host.command(code, line.command);
  if (!result.ok) printLine({ event: 'command-failed', text: result.error.text });
}

async function obeyForWorker(
  host: HostHandle,
  { worker, do: what }: Extract<CommandLine, { worker: number }>,
): Promise<void> {
  const result = await (what === 'drain' ? host.drain(worker) : host.restart(worker));
  if (!result.ok) {
    printLine({ event: 'command-failed', worker, text: result.error.text });
    return;
  }
  const { rooms, guests } = host.status().workers.find(({ id }) => id === worker) ?? { rooms: 0, guests: 0 };
  printLine({ event: what === 'drain' ? 'drained' : 'restarted', worker, rooms, guests });
}

async function main(): Promise<void> {
  const options = readArguments();
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  if (options.erase) {
    await erase(options.data, options.log);
    return;
  }
  const port = wholeNumber('port', options.port, 0, 65535);
  const workers = wholeNumber('workers', options.workers, 1, 64);
  const roomCount = wholeNumber('rooms', options.rooms, 0, 200)!;
  const bots = wholeNumber('bots', options.bots, 0, LOOKS.length);
  const checkpoints = wholeNumber('checkpoints', options.checkpoints, 0, 60);
  if (!LOG_LEVELS.includes(options.log)) {
    fail(`--log takes ${LOG_LEVELS.join(', ')}, not "${options.log}".`);
  }
  const game = findGame(options.game);
  // A game that does not exist is refused, by name, when its room is to be opened.
  const settings = game === undefined ? {} : readSettings(game, options.set);
  const host = await startHost({
    workerFile: join(here, 'worker.mjs'),
    clientDir: join(here, '..', 'client'),
    storeThreadFile: STORE_THREAD_FILE,
    dataDir: options.data,
    ...(port === undefined ? {} : { port }),
    ...(workers === undefined ? {} : { workers }),
    ...(checkpoints === undefined ? {} : { checkpointsPerSecond: checkpoints }),
    nameFilter: !options['no-name-filter'],
    hostNames: options['host-name'],
    keepHung: options['keep-hung'],
    version: packageJson.version,
    logger: pino({ level: options.log }, pino.destination(2)),
    logLevel: options.log,
  });
  closeInTheEnd(host);
  // Rooms that are back from last time count.
  for (let i = host.status().rooms.length; i < roomCount; i++) {
    const room = await host.openRoom({ game: options.game, settings });
    if (!room.ok) {
      await host.close();
      fail(room.error.text);
    }
    if (bots !== undefined) await host.command(room.value, { do: 'bots', fillTo: bots, level: 'medium' });
  }
  if (options.json) {
    printReady(host);
    host.onEvent(printLine);
    watchProblems(host, (problem) => printLine({ event: 'problem', ...problem }));
    obeyCommands(host);
  } else {
    printWelcome(host);
    watchProblems(host, ({ text }) => process.stdout.write(`\n  ${text}\n`));
  }
}

async function erase(dataDir: string, logLevel: string): Promise<void> {
  const logger = pino({ level: logLevel }, pino.destination(2));
  const erased = await eraseRemembered({ dataDir, storeThreadFile: STORE_THREAD_FILE, logger });
  if (!erased.ok) fail(erased.error.text);
  process.stdout.write(`Erased: results, bans, faults and rooms in ${dataDir}.\n`);
}

/** Ends hosting when a signal says so, or when nobody is left who reads what this process prints. */
function closeInTheEnd(host: HostHandle): void {
  let isClosing = false;
  const close = async (): Promise<void> => {
    if (isClosing) return;
    isClosing = true;
    await host.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void close());
  process.on('SIGTERM', () => void close());
  process.stdout.on('error', () => void close());
}

main().catch((error: unknown) => {
  if (error instanceof HostStartError) fail(error.problem.text);
  throw error;
});
