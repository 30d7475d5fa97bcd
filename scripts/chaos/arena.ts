/**
 * What chaos breaks: a real host with rooms full of bots, one of the rooms reached through a relay. Knows which
 * worker has which rooms, and when everything is well again.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BotFleet, type FleetOptions, startBots } from '../../src/bots/bot-fleet.ts';
import type { RoomCode } from '../../src/core/ids.ts';
import type { HostEvent } from '../../src/host/events.ts';
import { HostProcess, isAlive } from '../../test/support/host-process.ts';
import { Relay } from '../../test/support/relay.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { Witness } from './witness.ts';

/** Everything has to be well again by then; else something is dead, ms. */
const WELL_MS = 20_000;
/** Well means well for so long, ms. */
const STEADY_MS = 250;
/** A replacement gets its share of the rooms a moment after it is ready: only silence afterwards is rest, ms. */
const QUIET_MS = 1_300;

export interface ArenaOptions {
  readonly rooms: number;
  /** Bots for each room. */
  readonly bots: number;
  readonly workers: number;
}

export class Arena {
  readonly witness = new Witness();
  readonly #options: ArenaOptions;
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'porchlight-chaos-'));
  readonly #fleets: BotFleet[] = [];
  /** Ready workers, id -> pid. */
  readonly #workers = new Map<number, number>();
  readonly #owners = new Map<string, number>();
  readonly #pids = new Set<number>();
  #relayed: RoomCode | undefined;
  #host: HostProcess | undefined;
  #relay: Relay | undefined;
  #lastEventMs = 0;
  /** When each worker was found to hang, by `performance.now()`. */
  readonly hungAtMs = new Map<number, number>();

  constructor(options: ArenaOptions) {
    this.#options = options;
  }

  /** Starts host and bots. Resolves when a match runs in every room. */
  async open(): Promise<void> {
    await this.launch('0');
    const host = this.#host!;
    const [relayed, ...direct] = host.ready.rooms.map(({ code }) => code as RoomCode);
    this.#relayed = relayed;
    this.#relay = await Relay.open(host.ready.port);
    const { bots: count } = this.#options;
    const { onSnapshot, onChange } = this.witness;
    const all = { count, level: 'medium', ready: true, onSnapshot, onChange } as const;
    const fleets: FleetOptions[] = [{ ...all, origin: this.#relay.origin, rooms: [relayed!], seed: 1_000 }];
    if (direct.length > 0) fleets.push({ ...all, origin: host.origin, rooms: direct });
    this.#fleets.push(...(await Promise.all(fleets.map(startBots))));
    await waitFor('a match in every room', () =>
      this.witness.bots.every(({ state }) => state.is === 'seated' && state.room.phase === 'playing'),
    );
  }

  /** Starts the host, or starts it again on its port and with its folder. */
  async launch(port = String(this.#host?.ready.port)): Promise<void> {
    const { workers, rooms } = this.#options;
    const options = ['--port', port, '--workers', String(workers), '--rooms', String(rooms), '--bots', '0'];
    const host = new HostProcess(options, this.#dataDir);
    this.#host = host;
    host.onEvent = (event) => this.#heard(event);
    await waitFor('the host to be ready', () => host.lines.length > 0 || host.process.exitCode !== null);
    if (host.lines.length === 0) throw new Error(`The host did not start: ${host.log}`);
    for (const { id, pid } of host.ready.workers) this.#joined(id, pid);
    for (const { code, owner } of host.ready.rooms) this.#owners.set(code, owner);
  }

  /** Who is not well, and what the host has said on stderr since it was started last; for a run that failed. */
  describe(): string {
    const lines = this.witness.unwell().map(({ room, name, state, last }) => {
      const is = state.is === 'ended' ? `ended: ${state.reason}` : state.is;
      return `${room} ${name} is ${is}, in epoch ${last?.epoch} at tick ${last?.tick}`;
    });
    return [...lines, this.#host?.log ?? ''].join('\n');
  }

  /** Workers that have rooms, and that another worker can stand in for. */
  get victims(): number[] {
    const owners = new Set(this.#owners.values());
    return this.#workers.size < 2 ? [] : [...this.#workers.keys()].filter((id) => owners.has(id));
  }

  roomsOf(worker: number): string[] {
    return [...this.#owners].flatMap(([code, owner]) => (owner === worker ? [code] : []));
  }

  get relay(): Relay {
    return this.#relay!;
  }

  /** The room whose guests come through the relay. */
  get relayed(): RoomCode | undefined {
    return this.#relayed;
  }

  signal(worker: number, signal: NodeJS.Signals): void {
    process.kill(this.#workers.get(worker)!, signal);
  }

  /** Moves the rooms of a worker away, or does so and puts a fresh process in its place. */
  tell(worker: number, what: 'drain' | 'restart'): void {
    this.#host!.process.stdin!.write(`${JSON.stringify({ worker, do: what })}\n`);
  }

  /** Resolves when the host has said that it has done what it was told. */
  async done(worker: number, what: 'drained' | 'restarted'): Promise<void> {
    const isDone = (line: unknown): boolean => {
      const { event, worker: id, text } = line as { event: string; worker?: number; text?: string };
      if (event === 'command-failed') throw new Error(`The host refused: ${text}`);
      return event === what && id === worker;
    };
    await waitFor(`worker ${worker} to be ${what}`, () => this.#host!.lines.some(isDone));
  }

  /** Kills the whole host at once. Resolves when none of its processes is left. */
  async killHost(): Promise<void> {
    this.#host!.process.kill('SIGKILL');
    await this.#host!.exited();
    await waitFor('the workers to end', () => [...this.#pids].every((pid) => !isAlive(pid)));
    this.#workers.clear();
    this.#owners.clear();
  }

  /** Resolves when every guest has a connection and fresh pictures, and `isMet` besides. */
  async untilWell(isMet: () => boolean): Promise<void> {
    let sinceMs = Number.POSITIVE_INFINITY;
    await waitFor(
      'every guest to have a picture again',
      () => {
        if (!isMet() || this.witness.unwell().length > 0) sinceMs = Number.POSITIVE_INFINITY;
        else sinceMs = Math.min(sinceMs, performance.now());
        return performance.now() - sinceMs > STEADY_MS;
      },
      WELL_MS,
    );
  }

  /** Resolves when all is well, every worker is replaced, and the rooms have come to rest. */
  untilSettled(): Promise<void> {
    const isQuiet = (): boolean => performance.now() - this.#lastEventMs > QUIET_MS;
    return this.untilWell(() => this.#workers.size === this.#options.workers && isQuiet());
  }

  /** Ends everything; nothing is left. */
  async close(): Promise<void> {
    for (const fleet of this.#fleets) fleet.close();
    await this.#relay?.cut();
    const host = this.#host;
    host?.process.kill('SIGTERM');
    await host?.exited().catch(() => host.process.kill('SIGKILL'));
    for (const pid of this.#pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  #heard(event: HostEvent): void {
    switch (event.event) {
      case 'worker-ready':
        this.#joined(event.worker, event.pid);
        break;
      case 'worker-hung':
        this.hungAtMs.set(event.worker, performance.now());
        this.#workers.delete(event.worker);
        break;
      case 'worker-exit':
        this.#workers.delete(event.worker);
        break;
      case 'room-opened':
      case 'room-moved':
      case 'room-resumed':
        this.#owners.set(event.room, event.owner);
        break;
      case 'room-closed':
        this.#owners.delete(event.room);
        break;
      default:
        return; // seats come and go without shaking anything
    }
    this.#lastEventMs = performance.now();
  }

  #joined(worker: number, pid: number): void {
    this.#workers.set(worker, pid);
    this.#pids.add(pid);
    this.#lastEventMs = performance.now();
  }
}
