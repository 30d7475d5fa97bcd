/**
 * Sees to it that every room has an owner: places new rooms, lets heirs take over those of dead workers, gives
 * the rest out again, drains workers, spreads rooms evenly. Talks to the workers through the supervisor.
 */
import type { RoomCode } from '../core/ids.ts';
import type { Logger } from '../core/ports.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { RoomCheckpoint } from '../protocol/checkpoint.ts';
import type { HostProblem } from '../protocol/console.ts';
import type { ToWorker } from '../protocol/control.ts';
import { LIMITS } from '../protocol/limits.ts';
import type { RoomCommand, RoomInfo } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import type { HostEvent } from './events.ts';
import { type LedgerRoom, orderAnew, RoomLedger } from './room-ledger.ts';
import type { GoneCause } from './supervisor.ts';

export interface RoomKeeperOptions {
  readonly send: (worker: number, message: ToWorker) => void;
  readonly sendAll: (message: ToWorker) => void;
  /** Guests connected to a worker now. */
  readonly guestsAt: (worker: number) => number;
  /** From now on a worker gets no guests who name no worker; or gets them again. */
  readonly setAside: (worker: number, isAside: boolean) => void;
  readonly tell: (event: HostEvent) => void;
  /** A room has said something of itself. */
  readonly onSaid: (info: RoomInfo, before: RoomInfo | undefined) => void;
  readonly onClosed: (code: RoomCode) => void;
  readonly logger: Logger;
}

/** A room that hung or crashed its worker so often within STRIKE_MS is closed instead of restored. */
const MAX_STRIKES = 2;
/** A room that goes wrong by its own fault does so soon again, ms. */
const STRIKE_MS = 60_000;
/** Heirs that have not said by then what they took over have not taken it over, ms. */
const TAKE_OVER_MS = 1_000;
/** A drain that has not ended by then goes on without being waited for, ms. */
const DRAIN_MS = 30_000;
const DRAIN_POLL_MS = 20;
/** A new worker has come to rest by then and gets its share of the rooms, ms. */
const SETTLE_MS = 1_000;

export class RoomKeeper {
  readonly ledger = new RoomLedger();
  readonly #options: RoomKeeperOptions;
  readonly #ready = new Set<number>();
  readonly #draining = new Set<number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  /** Dead worker -> survivors that have not yet said what they took over. */
  readonly #takeOvers = new Map<number, Set<number>>();
  /** For workers to come: their guests may ask for one of these. */
  #ended: readonly { readonly code: RoomCode; readonly reason: Reason }[] = [];

  constructor(options: RoomKeeperOptions) {
    this.#options = options;
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** Orders a new room; a 'room-opened' event follows. */
  open(game: string, settings: Readonly<Record<string, number>>): RoomCode {
    const room = this.ledger.add(game, settings);
    this.#place(room);
    return room.order.code;
  }

  /** Gives up a room that has not been opened in time. */
  abandon(code: RoomCode): void {
    void this.command(code, { do: 'close' });
    this.ledger.remove(code);
  }

  /** Goes on with a room from disk. */
  restore(checkpoint: RoomCheckpoint): void {
    if (this.ledger.get(checkpoint.head.code) === undefined) this.#place(this.ledger.restore(checkpoint));
  }

  command(code: RoomCode, command: RoomCommand): Result<void, HostProblem> {
    const owner = this.ledger.get(code)?.owner;
    if (owner === undefined) {
      return fail({ code: 'unknown-room', text: `There is no room ${code} to do this in.` });
    }
    this.#options.send(owner, { kind: 'room-command', code, command });
    return ok(undefined);
  }

  /** A worker is ready; rooms without an owner go there, later its share of the others. */
  workerReady(worker: number): void {
    this.#ready.add(worker);
    this.#options.send(worker, { kind: 'ended-rooms', rooms: this.#ended });
    this.#options.send(worker, { kind: 'suspects', rooms: this.ledger.suspects });
    if (!this.isTakingOver) this.#placeAll();
    this.#later(SETTLE_MS, () => this.#spread());
  }

  /** A worker is gone: its rooms go on at their heirs, all but one that is to blame for the second time. */
  workerGone(worker: number, cause: GoneCause, suspects: readonly RoomCode[]): void {
    this.#ready.delete(worker);
    this.#draining.delete(worker);
    const closed = cause === 'looped' || cause === 'crashed' ? this.#blame(suspects) : [];
    for (const room of this.ledger.ownedBy(worker)) room.owner = undefined;
    const heirs = [...this.#ready];
    this.#options.sendAll({ kind: 'worker-gone', worker, heirs, closed });
    for (const code of closed) this.roomClosed(code, 'room-failed');
    // First of all: rooms that its heirs are taking over now must not be given to anybody else.
    this.#takeOvers.set(worker, new Set(heirs));
    for (const [dead, pending] of [...this.#takeOvers]) this.#answered(dead, pending, worker);
    this.#later(TAKE_OVER_MS, () => this.#settle(worker));
  }

  /** A survivor has said which rooms of a dead worker go on there. */
  tookOver(worker: number, from: number, rooms: readonly RoomCode[]): void {
    for (const code of rooms) {
      const room = this.ledger.get(code);
      if (room !== undefined) room.owner = worker;
    }
    const pending = this.#takeOvers.get(from);
    if (pending !== undefined) this.#answered(from, pending, worker);
  }

  handedOver(code: RoomCode, to: number): void {
    const room = this.ledger.get(code);
    if (room !== undefined) room.owner = to;
  }

  /** What a room says of itself; of two owners the one with the higher epoch is right. */
  roomSaid(worker: number, info: RoomInfo): void {
    const room = this.ledger.get(info.code);
    if (room === undefined || info.epoch < (room.info?.epoch ?? 0)) return;
    const { code, game, epoch, restarts } = info;
    const before = room.info;
    const event = room.gather ? 'room-resumed' : before?.restarts === restarts ? 'room-moved' : 'room-opened';
    room.owner = worker;
    room.info = info;
    room.gather = false;
    this.#options.onSaid(info, before);
    if (before?.epoch !== epoch) this.#options.tell({ event, room: code, game, owner: worker, epoch });
  }

  roomClosed(code: RoomCode, reason: Reason): void {
    if (this.ledger.get(code) === undefined) return;
    this.ledger.remove(code);
    this.#options.onClosed(code);
    this.#ended = [...this.#ended, { code, reason }].slice(-LIMITS.endedRooms);
    this.#options.tell({ event: 'room-closed', room: code, reason });
  }

  /** Moves all rooms of a worker, and their guests, to the others. Resolves when none is left there. */
  async drain(worker: number): Promise<Result<void, HostProblem>> {
    if (!this.#ready.has(worker)) {
      return fail({ code: 'unknown-worker', text: `There is no worker ${worker}.` });
    }
    if (this.#receivers(worker).length === 0) {
      const text = 'There is no other worker that could take these rooms. Start the host with more workers.';
      return fail({ code: 'no-other-worker', text });
    }
    this.#setDraining(worker, true);
    for (const room of this.ledger.ownedBy(worker)) this.#move(room, worker);
    const until = performance.now() + DRAIN_MS;
    const isBusy = (): boolean =>
      this.ledger.ownedBy(worker).length > 0 || this.#options.guestsAt(worker) > 0;
    while (this.#ready.has(worker) && isBusy() && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
    }
    if (this.ledger.ownedBy(worker).length === 0) return ok(undefined);
    this.#setDraining(worker, false);
    return fail({ code: 'not-drained', text: `Worker ${worker} still has rooms. Try again in a moment.` });
  }

  #setDraining(worker: number, on: boolean): void {
    if (on) this.#draining.add(worker);
    else this.#draining.delete(worker);
    this.#options.setAside(worker, on);
    this.#options.send(worker, { kind: 'draining', on });
  }

  /** True while rooms of dead workers are being taken over. */
  get isTakingOver(): boolean {
    return this.#takeOvers.size > 0;
  }

  /** Workers that may get rooms, but `except`. */
  #receivers(except?: number): number[] {
    return [...this.#ready].filter((id) => id !== except && !this.#draining.has(id));
  }

  /** The worker with the fewest rooms. */
  #emptiest(except?: number): number | undefined {
    let best: number | undefined;
    let fewest = Number.POSITIVE_INFINITY;
    for (const id of this.#receivers(except)) {
      const count = this.ledger.ownedBy(id).length;
      if (count < fewest) [best, fewest] = [id, count];
    }
    return best;
  }

  /** Gives a room to a worker; without any it waits for the next one. */
  #place(room: LedgerRoom): void {
    room.owner = this.#emptiest();
    if (room.owner === undefined) return;
    const { checkpoint, gather, info } = room;
    if (checkpoint !== undefined) {
      this.#options.send(room.owner, { kind: 'resume-room', checkpoint, gather });
      return;
    }
    if (info !== undefined) room.order = orderAnew(room);
    this.#options.send(room.owner, { kind: 'open-room', order: room.order });
  }

  #move(room: LedgerRoom, from: number): void {
    const to = this.#emptiest(from);
    if (to === undefined) return;
    const { code } = room.order;
    this.#options.send(from, { kind: 'hand-over', code, to });
    // Counted there at once, so that the next one goes elsewhere; `roomSaid` and `handedOver` tell the truth.
    room.owner = to;
  }

  /** Moves rooms from the fullest worker to the emptiest until they have alike. */
  #spread(): void {
    const counts = this.#receivers().map((id) => ({ id, rooms: this.ledger.ownedBy(id) }));
    counts.sort((a, b) => b.rooms.length - a.rooms.length);
    const fullest = counts[0];
    const emptiest = counts.at(-1);
    if (fullest === undefined || emptiest === undefined) return;
    if (fullest.rooms.length - emptiest.rooms.length < 2) return;
    this.#move(fullest.rooms[0]!, fullest.id);
    this.#spread();
  }

  /** Rooms to be closed because a worker hung or crashed in the middle of them, and not for the first time. */
  #blame(suspects: readonly RoomCode[]): RoomCode[] {
    const nowMs = performance.now();
    const rooms = suspects.map((code) => this.ledger.get(code)).filter((room) => room !== undefined);
    const [first] = rooms;
    if (first === undefined) return [];
    for (const room of rooms) {
      room.strikesMs = [...room.strikesMs.filter((atMs) => nowMs - atMs < STRIKE_MS), nowMs];
      const { code, game } = room.order;
      const [strikes, others] = [room.strikesMs.length, rooms.length - 1];
      this.#options.logger.error(
        { code, game, strikes, others },
        'A worker hung or crashed in the middle of this room’s rules, or of those of others that were played with it.',
      );
    }
    this.#options.sendAll({ kind: 'suspects', rooms: this.ledger.suspects });
    // Of several only one can be to blame. They are played apart from now on, so that the next time shows which.
    return rooms.length === 1 && first.strikesMs.length >= MAX_STRIKES ? [first.order.code] : [];
  }

  #answered(dead: number, pending: Set<number>, survivor: number): void {
    pending.delete(survivor);
    if (pending.size === 0) this.#settle(dead);
  }

  /** Nobody has taken these rooms: they are given out again. */
  #settle(dead: number): void {
    if (this.#takeOvers.delete(dead) && !this.isTakingOver) this.#placeAll();
  }

  #placeAll(): void {
    for (const room of this.ledger.all) if (room.owner === undefined) this.#place(room);
  }

  #later(delayMs: number, call: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      call();
    }, delayMs);
    this.#timers.add(timer);
  }
}
