/**
 * A real host for tests: the built command line as a process of its own, driven by JSON lines. Stop it with
 * `stop()`, which also checks that no process of it is left; or `end()` it and `startAgain()`, as after a crash.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { HostLine } from '../../src/cli/host-lines.ts';
import type { HostEvent } from '../../src/host/events.ts';
import type { HostStatus } from '../../src/protocol/console.ts';
import { ROUTE_PARAMETER, type RoomCommand, type RoomListing } from '../../src/protocol/messages.ts';
import type { Computer } from './namespaces.ts';
import { waitFor } from './wait-for.ts';

/** Any free port, and few processes. */
export const TEST_OPTIONS = ['--port', '0', '--workers', '2'];
/** A match that does not end while a test looks at it, and in which points fall soon: its disc shrinks fast. */
export const LONG_MATCH = ['--bots', '4', '--set', 'target=15', '--set', 'roundSeconds=15'];
export const HOST_FILE = fileURLToPath(new URL('../../dist/node/host.mjs', import.meta.url));

/** A question that has no answer by then fails its test, instead of holding it up, ms. */
const ANSWER_MS = 10_000;

/** A host that has not begun by then never will, ms; on a busy machine its processes take long to start. */
const START_MS = 60_000;
/** A worker whose guests and rooms move away, and whose replacement starts on a busy machine, takes less, ms. */
const ORDER_MS = 60_000;

export interface ReadyLine {
  readonly event: 'ready';
  readonly port: number;
  readonly urls: readonly string[];
  /** Epochs over 1: the room is back from disk. */
  readonly rooms: readonly {
    readonly code: string;
    readonly game: string;
    readonly owner: number;
    readonly epoch: number;
  }[];
  readonly workers: readonly { readonly id: number; readonly pid: number }[];
}

export type HostingStatus = Extract<HostStatus, { state: 'hosting' }>;

/** What is said of a drain or restart. */
export interface WorkerAnswer {
  readonly event: 'drained' | 'restarted' | 'command-failed';
  readonly worker: number;
  readonly rooms?: number;
  readonly guests?: number;
  readonly text?: string;
}
const ANSWERS: readonly string[] = ['drained', 'restarted', 'command-failed'];

export interface Health {
  readonly worker: number;
  readonly workers: readonly { readonly id: number; readonly route: string }[];
  readonly counters: Readonly<Record<string, number>>;
}

export class HostProcess {
  readonly process: ChildProcess;
  /** Everything that came on stdout, parsed, and stderr as text. */
  readonly lines: unknown[] = [];
  log = '';
  readonly dataDir: string;
  readonly #options: readonly string[];
  /** Called with each event as it comes. */
  onEvent: ((event: HostEvent) => void) | undefined;
  #exit: { code: number | null; signal: string | null } | undefined;

  /** @param computer where it runs, when that is not this one. */
  constructor(options: readonly string[], dataDir: string, hostFile = HOST_FILE, computer?: Computer) {
    this.#options = options;
    this.dataDir = dataDir;
    const words = [process.execPath, hostFile, '--json', '--data', dataDir, ...options];
    const [command, ...rest] = [...(computer?.prefix ?? []), ...words];
    this.process = spawn(command!, rest, { stdio: ['pipe', 'pipe', 'pipe'] });
    createInterface({ input: this.process.stdout! }).on('line', (line) => {
      const isEvent = this.lines.push(JSON.parse(line)) > 1;
      if (isEvent) this.onEvent?.(this.lines.at(-1) as HostEvent);
    });
    this.process.stderr!.on('data', (chunk) => {
      this.log += chunk;
    });
    this.process.once('exit', (code, signal) => {
      this.#exit = { code, signal };
    });
  }

  get ready(): ReadyLine {
    return this.lines[0] as ReadyLine;
  }

  /** The code of the first room. */
  get code(): string {
    return this.ready.rooms[0]!.code;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.ready.port}`;
  }

  get events(): readonly HostEvent[] {
    return this.lines.slice(1) as HostEvent[];
  }

  /** Waits for the process's end; its exit code, or the signal that ended it. */
  async exited(deadlineMs = 10_000): Promise<{ code: number | null; signal: string | null }> {
    return waitFor('the host to end', () => this.#exit, deadlineMs);
  }

  event<K extends HostEvent['event']>(
    name: K,
    matches: (event: Extract<HostEvent, { event: K }>) => boolean = () => true,
  ): Promise<Extract<HostEvent, { event: K }>> {
    type Wanted = Extract<HostEvent, { event: K }>;
    const isWanted = (event: HostEvent): event is Wanted => event.event === name && matches(event as Wanted);
    return waitFor(`the event ${name}`, () => this.events.find(isWanted));
  }

  /** The name by which it can be found, once it has one. */
  async localName(): Promise<string> {
    const named = (origins: readonly string[]) => origins.find((origin) => origin.includes('.local'));
    const { origins } = await this.event('whereabouts', (event) => named(event.origins) !== undefined);
    return new URL(named(origins)!).hostname;
  }

  /** Waits until the host says that there is this problem; the sentence for a person. */
  async problem(code: string): Promise<string> {
    const lines = () => this.lines as { event: string; code?: string; text?: string }[];
    const isIt = (line: { event: string; code?: string }) => line.event === 'problem' && line.code === code;
    return waitFor(`the problem ${code}`, () => lines().find(isIt)?.text);
  }

  command(command: RoomCommand, room = this.code): void {
    this.process.stdin!.write(`${JSON.stringify({ room, command })}\n`);
  }

  /** How the host is now. */
  async status(): Promise<HostingStatus> {
    const said = this.lines.length;
    this.process.stdin!.write('{"ask":"status"}\n');
    return waitFor('the status', () =>
      (this.lines.slice(said) as (HostingStatus & { event: string })[]).find(
        ({ event }) => event === 'status',
      ),
    );
  }

  /** Asks something of the whole host, and waits until it is done, or refused: the sentence for a person then. */
  async ask(line: HostLine): Promise<string | undefined> {
    const said = this.lines.length;
    this.process.stdin!.write(`${JSON.stringify(line)}\n`);
    type Answer = { readonly event: string; readonly ask?: string; readonly text?: string };
    const isAnswer = ({ event, ask }: Answer): boolean => event === 'command-failed' || ask === line.ask;
    const answer = await waitFor(`the host to ${line.ask}`, () =>
      (this.lines.slice(said) as Answer[]).find(isAnswer),
    );
    return answer.text;
  }

  /** Drains or restarts a worker; the line that answers it. */
  async order(worker: number, what: 'drain' | 'restart'): Promise<WorkerAnswer> {
    const said = this.lines.length;
    this.process.stdin!.write(`${JSON.stringify({ worker, do: what })}\n`);
    const isAnswer = ({ event, worker: about }: WorkerAnswer): boolean =>
      ANSWERS.includes(event) && about === worker;
    return waitFor(
      `worker ${worker} to ${what}`,
      () => (this.lines.slice(said) as WorkerAnswer[]).find(isAnswer),
      ORDER_MS,
    );
  }

  /** Asks the worker that `route` leads to; any worker without. */
  async get<T>(path: string, route?: string): Promise<T> {
    const query = route === undefined ? '' : `?${ROUTE_PARAMETER}=${route}`;
    const signal = AbortSignal.timeout(ANSWER_MS);
    return (await (await fetch(`${this.origin}${path}${query}`, { signal })).json()) as T;
  }

  /** What any worker says of a room, once it knows of it: they hear of a new one a moment after the host. */
  room(code = this.code): Promise<RoomListing> {
    return waitFor(`the listing of room ${code}`, async () => {
      const answer = await this.get<RoomListing | { readonly reason: string }>(`/api/rooms/${code}`);
      return 'route' in answer && answer;
    });
  }

  health(route?: string): Promise<Health> {
    return this.get('/api/health', route);
  }

  /** Route key of a worker that does not own the first room, once it is known there. */
  async routeToOther(): Promise<{ id: number; route: string }> {
    return waitFor('another worker', async () => {
      const { owner } = await this.room();
      return (await this.health()).workers.find(({ id }) => id !== owner);
    });
  }

  /** Ends the host as a terminal (or a crash: SIGKILL) would, and checks that it and its workers are gone. */
  async end(signal: NodeJS.Signals): Promise<{ code: number | null; tookMs: number }> {
    const started = performance.now();
    this.process.kill(signal);
    const { code } = await this.exited();
    const tookMs = performance.now() - started;
    for (const pid of this.pids()) await waitFor(`process ${pid} to be gone`, () => !isAlive(pid));
    return { code, tookMs };
  }

  /** Ends the host like `end`, for good: its data folder goes too. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<{ code: number | null; tookMs: number }> {
    const end = await this.end(signal);
    rmSync(this.dataDir, { recursive: true, force: true });
    return end;
  }

  /** The host that has ended once more: same options, same port, same data folder. */
  async startAgain(): Promise<HostProcess> {
    return launched(new HostProcess([...this.#options, '--port', `${this.ready.port}`], this.dataDir));
  }

  pidOf(worker: number): number {
    const later = this.events.find((event) => event.event === 'worker-ready' && event.worker === worker);
    const first = this.ready.workers.find(({ id }) => id === worker);
    return first?.pid ?? (later as Extract<HostEvent, { event: 'worker-ready' }>).pid;
  }

  /** Process ids of all workers that there ever were. */
  pids(): number[] {
    const later = this.events.flatMap((event) => (event.event === 'worker-ready' ? [event.pid] : []));
    return [...(this.ready?.workers ?? []).map(({ pid }) => pid), ...later];
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export const makeDataDir = (): string => mkdtempSync(join(tmpdir(), 'porchlight-test-'));

/** Starts a host on a free port with two workers and waits until it is ready. */
export async function startHostProcess(...options: string[]): Promise<HostProcess> {
  return startHostProcessIn(makeDataDir(), ...options);
}

/** The same with a data folder of the test's choice. */
export async function startHostProcessIn(dataDir: string, ...options: string[]): Promise<HostProcess> {
  return launched(new HostProcess([...TEST_OPTIONS, ...options], dataDir));
}

/** The same from another build of the host. */
export async function startHostFile(hostFile: string, ...options: string[]): Promise<HostProcess> {
  return launched(new HostProcess([...TEST_OPTIONS, ...options], makeDataDir(), hostFile));
}

/** The same on a computer of a made-up network, which `origin` does not lead to: its own addresses do. */
export async function startHostOn(computer: Computer, ...options: string[]): Promise<HostProcess> {
  return launched(new HostProcess([...TEST_OPTIONS, ...options], makeDataDir(), HOST_FILE, computer));
}

async function launched(host: HostProcess): Promise<HostProcess> {
  await waitFor(`the host to be ready (it said: ${host.log})`, () => host.lines.length > 0, START_MS);
  return host;
}
