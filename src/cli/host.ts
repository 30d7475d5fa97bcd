/**
 * Entry of the headless host: `host --port 7420 --workers 2 --game rim-rumble --json`. The same host as in the
 * desktop app, told and watched through a terminal or through JSON lines.
 */
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { renderUnicodeCompact } from 'uqr';
import packageJson from '../../package.json' with { type: 'json' };
import { findGame, GAMES } from '../games/registry.ts';
import { eraseRemembered } from '../host/erase.ts';
import { type HostHandle, HostStartError, startHost } from '../host/host.ts';
import type { HostProblem } from '../protocol/console.ts';
import { HOST_LOG_BASE } from '../protocol/log-line.ts';
import { type AnyGame, resolveSettings, type Setting } from '../sdk/game.ts';
import { LOOKS } from '../sdk/looks.ts';
import { printLine, speakJson } from './host-json.ts';
import { isLiveTerminal, keepLog, showLive } from './live-host.ts';
import type { LiveScreen } from './live-view-screen.ts';

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
  --no-discovery    do not announce this host on the network: guests come by link and code alone
  --no-name-filter  let guests have any name; rude ones are refused otherwise
  --host-name NAME  a name under which guests may ask for this host, such as that of a proxy before it; may be
                    repeated. Addresses, localhost, names in .local and this computer's own always do
  --erase           erase what is remembered of guests (results, bans, faults, rooms) instead of hosting
  --keep-hung       leave a game process that hangs alive, for a debugger; its rooms go on elsewhere
  --json            one JSON object a line: events out, commands in
  --log LEVEL       ${LOG_LEVELS.join(', ')} (default: warn), to stderr

In a terminal it shows rooms, guests and processes until q is pressed; NO_COLOR=1 does without colours.
`;

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
        'no-discovery': { type: 'boolean', default: false },
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
  const isLive = !options.json && isLiveTerminal();
  const log = isLive && process.stderr.isTTY ? keepLog() : undefined;
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
    discovery: !options['no-discovery'],
    nameFilter: !options['no-name-filter'],
    hostNames: options['host-name'],
    keepHung: options['keep-hung'],
    version: packageJson.version,
    logger:
      log === undefined
        ? pino({ level: options.log }, pino.destination(2))
        : pino({ level: options.log, base: HOST_LOG_BASE }, log),
    logLevel: options.log,
    ...(log === undefined ? {} : { onWorkerLog: log.write }),
  });
  let screen: LiveScreen | undefined;
  const close = closeInTheEnd(host, () => screen?.close());
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
    speakJson(host);
    watchProblems(host, (problem) => printLine({ event: 'problem', ...problem }));
  } else if (isLive) {
    screen = showLive(host, log, close);
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

/**
 * Ends hosting when a signal says so, or when nobody is left who reads what this process prints; or by the function
 * that it returns.
 */
function closeInTheEnd(host: HostHandle, onClose: () => void): () => void {
  let isClosing = false;
  const close = async (): Promise<void> => {
    if (isClosing) return;
    isClosing = true;
    onClose();
    await host.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void close());
  process.on('SIGTERM', () => void close());
  process.stdout.on('error', () => void close());
  return () => void close();
}

main().catch((error: unknown) => {
  if (error instanceof HostStartError) fail(error.problem.text);
  throw error;
});
