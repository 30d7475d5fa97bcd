/**
 * The hard door: everything that comes from a guest passes here, is checked against schema, size and rate, and
 * is handed to the room's owner, in this worker or another. What fails is dropped and counted by a named reason.
 */
import type { Server, Socket } from 'socket.io';
import * as v from 'valibot';
import type { BitReader } from '../core/bytes.ts';
import { parseRoomCode, type RoomCode, type WorkerId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { LIMITS, TIMES } from '../protocol/limits.ts';
import {
  type Denial,
  EVENTS,
  type Goodbye,
  handshakeSchema,
  seatActionSchema,
} from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import type { ClusterBus, ForwardedFrame } from './cluster-bus.ts';
import type { Counters } from './counters.ts';
import type { Directory, OwnedRoom } from './directory.ts';
import { type Admitted, Guest, type GuestLimits } from './guest.ts';
import { type HotLines, isStream } from './hot-lines.ts';
import { isRude } from './name-filter.ts';
import { platformOf } from './platform.ts';
import type { Pulse } from './pulse.ts';
import { RateLimit } from './rate-limit.ts';
import type { RoomManager } from './room-manager.ts';
import type { Standby } from './standby.ts';

/** Frames of guests whose room lives elsewhere are sent on together, once per tick of 1/60 s. */
const FORWARD_MS = 16;
/** How often slow and silent connections are looked for, and guests may say more. */
const CHECK_MS = 250;
/** A room that is between two owners is waited for so long. */
const MOVING_MS = 1_500;
/** Guests who are to go elsewhere are sent off one by one, so that nobody waits in a crowd, ms. */
const SEND_OFF_MS = 20;
/** From so many guests on they are read together: fewer do not wake the process often enough to matter. */
const CROWD = 32;
/** What they send may wait for so long, ms: it is for a tick, and a room that has more of them is woken more often. */
const PATIENCE_MS = 50;
/** The same while it is not only for ticks here: somebody comes in, or snapshots come from another worker, ms. */
const LITTLE_PATIENCE_MS = 1000 / 60;
/** Who has connected takes so long to get a page, to join, and to set its clock, ms. */
const COMING_IN_MS = 2_000;
/** A connection that is given up is not waited for until all is sent: its other end may be dead. */
const DISCARD = true;

export interface IngressOptions {
  readonly io: Server;
  readonly hotLines: HotLines;
  readonly self: WorkerId;
  readonly bus: ClusterBus;
  readonly directory: Directory;
  readonly rooms: RoomManager;
  readonly standby: Standby;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly pulse: Pulse;
  readonly onGuests: (count: number) => void;
}

export class Ingress {
  readonly #options: IngressOptions;
  readonly #guests = new Set<Guest>();
  readonly #limits: GuestLimits;
  /** Connections that have said who they are: each may do so once. */
  readonly #introduced = new WeakSet<object>();
  #forward: { owner: WorkerId; frame: ForwardedFrame }[] = [];
  /** Guests who are to connect elsewhere; until it is their turn they are served from here. */
  readonly #leaving = new Set<Socket>();
  #banned: ReadonlySet<string> = new Set();
  #whereabouts: readonly string[] = [];
  #filtersNames = true;
  #comingInUntilMs = 0;
  /** Was a guest of a room elsewhere here when they were looked at last? */
  #servesOthers = false;
  readonly #checkTimer: NodeJS.Timeout;
  #forwardTimer: NodeJS.Timeout | undefined;
  #sendOffTimer: NodeJS.Timeout | undefined;

  constructor(options: IngressOptions) {
    this.#options = options;
    const nowMs = options.clock.nowMs();
    this.#limits = {
      events: new RateLimit(LIMITS.eventsPerSecond, LIMITS.eventsBurst, nowMs),
      actions: new RateLimit(LIMITS.actionsPerSecond, LIMITS.actionsBurst, nowMs),
    };
    // Whatever goes wrong at the door stays at the door.
    options.io.use((socket, next) => {
      this.#admit(socket).then(next, () => next(this.#refusal('bad-handshake')));
    });
    options.io.on('connection', (socket) => this.#connected(socket));
    this.#checkTimer = setInterval(() => this.#checkGuests(), CHECK_MS);
  }

  /** Keeps these devices out from now on, and sends away who is in with one of them. */
  ban(devices: readonly string[]): void {
    this.#banned = new Set(devices);
    for (const { socket, device } of this.#guests) {
      if (device === undefined || !this.#banned.has(device)) continue;
      socket.emit(EVENTS.goodbye, { reason: 'banned' } satisfies Goodbye);
      socket.disconnect(true);
    }
  }

  /** Tells all guests here, and those who come later, at which origins they find this host. */
  tellWhereabouts(origins: readonly string[]): void {
    this.#whereabouts = origins;
    for (const { socket } of this.#guests) socket.emit(EVENTS.whereabouts, origins);
  }

  /** Whether rude names are refused from now on. Those that are in the rooms already stay. */
  filterNames(on: boolean): void {
    this.#filtersNames = on;
  }

  /** For so long what comes may wait, to be read together with other messages, ms; 0: not at all. */
  get patienceMs(): number {
    if (this.#guests.size < CROWD) return 0;
    const isInTransit = this.#servesOthers || this.#options.clock.nowMs() < this.#comingInUntilMs;
    return isInTransit ? LITTLE_PATIENCE_MS : PATIENCE_MS;
  }

  /** There is a new connection, of whatever kind. */
  somebodyComes(): void {
    this.#comingInUntilMs = this.#options.clock.nowMs() + COMING_IN_MS;
  }

  /** Guests whose room's owner has died: their connections end, and they come back to the new owner. */
  ownerGone(worker: WorkerId): void {
    for (const { owner, socket } of this.#guests) if (owner === worker) socket.conn.close(DISCARD);
  }

  /** Rooms have new owners: their guests here are served from there from now on. */
  followOwners(): void {
    for (const guest of this.#guests) {
      guest.owner = this.#options.directory.find(guest.code)?.owner ?? guest.owner;
    }
  }

  /** A room has moved away from here: its guests come after it, to be served directly. */
  sendAfter(code: RoomCode): void {
    this.followOwners();
    this.#sendOff((guest) => guest.code === code);
  }

  /** This worker is being drained: guests of rooms elsewhere, whom it merely served, go to their owners. */
  sendAway(): void {
    this.#sendOff((guest) => guest.owner !== this.#options.self);
  }

  #sendOff(leaves: (guest: Guest) => boolean): void {
    for (const guest of this.#guests) if (leaves(guest)) this.#leaving.add(guest.socket);
    this.#sendOffTimer ??= setTimeout(() => this.#sendOffNext(), SEND_OFF_MS);
  }

  #sendOffNext(): void {
    const [socket] = this.#leaving;
    this.#sendOffTimer = undefined;
    if (socket === undefined) return;
    this.#leaving.delete(socket);
    socket.conn.close();
    this.#sendOffTimer = setTimeout(() => this.#sendOffNext(), SEND_OFF_MS);
  }

  close(): void {
    for (const timer of [this.#checkTimer, this.#forwardTimer, this.#sendOffTimer]) clearTimeout(timer);
  }

  /** The handshake. Undefined: come in; else an error whose `data` tells the guest why not. */
  async #admit(socket: Socket): Promise<Error | undefined> {
    const seated = await this.#seat(socket);
    if (seated.ok) {
      socket.data = seated.value;
      return undefined;
    }
    return this.#refusal(seated.error);
  }

  #refusal(reason: Reason): Error {
    this.#options.counters.add(reason);
    return Object.assign(new Error(reason), { data: { reason } satisfies Goodbye });
  }

  async #seat(socket: Socket): Promise<Result<Admitted, Reason>> {
    const { self, rooms, bus, io } = this.#options;
    if (this.#introduced.has(socket.conn)) return fail('bad-handshake');
    this.#introduced.add(socket.conn);
    if (io.engine.clientsCount > LIMITS.connectionsPerWorker) return fail('host-busy');
    const auth: Record<string, unknown> = socket.handshake.auth;
    if (typeof auth.v !== 'number') return fail('bad-handshake');
    if (auth.v !== PROTOCOL_VERSION) return fail('wrong-version');
    const parsed = v.safeParse(handshakeSchema, auth);
    if (!parsed.success) return fail(parsed.issues.some(isAboutName) ? 'bad-name' : 'bad-handshake');
    const { device } = parsed.output;
    if (device !== undefined && this.#banned.has(device)) return fail('banned');
    const code = parseRoomCode(parsed.output.room);
    if (code === undefined) return fail('unknown-room');
    const found = await this.#find(code);
    if (!found.ok) return found;
    const room = found.value;
    const hello = { ...parsed.output, isNameRude: this.#isRefused(parsed.output.name) };
    const result =
      room.owner === self ? await rooms.join(code, hello) : await bus.join(room.owner, code, hello);
    return result.ok ? ok({ owner: room.owner, welcome: result.value, code, device }) : result;
  }

  async #find(code: RoomCode): Promise<Result<OwnedRoom, Reason>> {
    const { directory, standby, self } = this.#options;
    const room = directory.find(code);
    if (room !== undefined) return ok(room);
    if (!standby.has(code)) return fail(directory.reasonFor(code));
    const moved = await directory.findSoon(code, MOVING_MS);
    // By now the route leads to the new owner, where the guest is served best.
    return moved?.owner === self ? ok(moved) : fail('owner-gone');
  }

  #connected(socket: Socket): void {
    const { self, rooms, bus, hotLines } = this.#options;
    const { owner, welcome, code } = socket.data as Admitted;
    const guest = new Guest(socket, this.#limits, this.#frame);
    this.#guests.add(guest);
    this.#options.onGuests(this.#guests.size);
    socket.emit(EVENTS.welcome, welcome);
    if (this.#whereabouts.length > 0) socket.emit(EVENTS.whereabouts, this.#whereabouts);
    socket.use(([event, _data, ...rest], next) => {
      if (this.#passes(guest, event, rest.length)) next();
    });
    guest.line = hotLines.open(socket, guest.seat, guest);
    socket.on(EVENTS.action, (action) => this.#action(guest, action));
    socket.once('disconnect', () => this.#disconnected(guest));
    const platform = platformOf(socket.handshake.headers['user-agent']);
    const link = { edge: self, socketId: socket.id, platform };
    if (owner === self) rooms.online(code, guest.seat, link);
    else bus.send(owner, { kind: 'online', code, seat: guest.seat, link });
  }

  /** Rate and shape of one readable event. A connection that goes on and on is closed with a reason. */
  #passes(guest: Guest, event: unknown, more: number): boolean {
    guest.hasSpoken = true;
    if (guest.events < 1) return this.#drop(guest, 'rate-limited');
    guest.events--;
    if (more > 0 || event !== EVENTS.action) return this.#drop(guest, 'bad-message');
    if (guest.actions < 1) return this.#drop(guest, 'rate-limited');
    guest.actions--;
    return true;
  }

  #drop(guest: Guest, reason: Reason): false {
    const { socket } = guest;
    this.#options.counters.add(reason);
    guest.dropped++;
    if (guest.dropped > LIMITS.dropsPerConnection && socket.connected) {
      socket.emit(EVENTS.goodbye, { reason } satisfies Goodbye);
      socket.disconnect(true);
    }
    return false;
  }

  /** A hot frame of a guest. */
  readonly #frame = (guest: Guest, frame: BitReader): void => {
    guest.hasSpoken = true;
    if (guest.events < 1) {
      this.#drop(guest, 'rate-limited');
      return;
    }
    guest.events--;
    const { seat, owner } = guest;
    if (owner === this.#options.self) {
      const { rooms } = this.#options;
      if (guest.room?.isOurs !== true) guest.room = rooms.get(guest.code);
      if (guest.room !== undefined) rooms.receive(guest.room, seat, frame);
    } else {
      const { code } = guest;
      this.#forward.push({ owner, frame: { code, seat, bytes: frame.rest() } });
      this.#forwardTimer ??= setTimeout(() => this.#sendForwarded(), FORWARD_MS);
    }
  };

  #action(guest: Guest, raw: unknown): void {
    const parsed = v.safeParse(seatActionSchema, raw);
    if (!parsed.success) {
      this.#drop(guest, 'bad-message');
      return;
    }
    const action = parsed.output;
    if (action.do === 'name' && this.#isRefused(action.name)) {
      this.#options.counters.add('rude-name');
      guest.socket.emit(EVENTS.denied, { reason: 'rude-name' } satisfies Denial);
      return;
    }
    const { code, seat, owner } = guest;
    if (owner === this.#options.self) this.#options.rooms.act(code, seat, action);
    else this.#options.bus.send(owner, { kind: 'act', code, seat, action });
  }

  #isRefused(name: string): boolean {
    return this.#filtersNames && isRude(name);
  }

  #disconnected(guest: Guest): void {
    const { socket, code, seat, owner } = guest;
    guest.isGone = true;
    this.#guests.delete(guest);
    this.#leaving.delete(socket);
    this.#options.onGuests(this.#guests.size);
    if (owner === this.#options.self) this.#options.rooms.offline(code, seat, socket.id);
    else this.#options.bus.send(owner, { kind: 'offline', code, seat, socketId: socket.id });
  }

  #sendForwarded(): void {
    this.#forwardTimer = undefined;
    const byOwner = new Map<WorkerId, ForwardedFrame[]>();
    for (const { owner, frame } of this.#forward) {
      const frames = byOwner.get(owner);
      if (frames === undefined) byOwner.set(owner, [frame]);
      else frames.push(frame);
    }
    this.#forward = [];
    for (const [owner, frames] of byOwner) this.#options.bus.send(owner, { kind: 'frames', frames });
  }

  #checkGuests(): void {
    const nowMs = this.#options.clock.nowMs();
    const { events, actions } = this.#limits;
    const [moreEvents, moreActions] = [events.refill(nowMs), actions.refill(nowMs)];
    this.#servesOthers = false;
    for (const guest of this.#guests) {
      if (guest.owner !== this.#options.self) this.#servesOthers = true;
      guest.events = Math.min(guest.events + moreEvents, events.full);
      guest.actions = Math.min(guest.actions + moreActions, actions.full);
    }
    // After a stall it is this process that has not listened: who is silent shows when the messages are read.
    if (!this.#options.pulse.isSteady(nowMs)) return;
    for (const guest of this.#guests) {
      this.#checkBacklog(guest);
      if (guest.hasSpoken) {
        guest.hasSpoken = false;
        guest.heardMs = nowMs;
      }
      if (guest.askedMs === undefined && nowMs - guest.heardMs > TIMES.quietMs) this.#ask(guest, nowMs);
    }
  }

  /** A guest that cannot keep up gets no frames until its connection is free again, then one keyframe. */
  #checkBacklog(guest: Guest): void {
    const { socket } = guest;
    const bytes = guest.line?.backlogBytes ?? 0;
    if (bytes > LIMITS.backlogBytes) {
      if (!guest.lagging) this.#options.counters.add('slow-guest');
      guest.lagging = true;
      // Every time: a new state, or a new owner, puts everybody into the stream.
      for (const socketRoom of socket.rooms) if (isStream(socketRoom)) socket.leave(socketRoom);
    } else if (guest.lagging && bytes === 0) {
      guest.lagging = false;
      const { code, seat, owner } = guest;
      if (owner === this.#options.self) this.#options.rooms.repairStream(code, seat);
      else this.#options.bus.send(owner, { kind: 'repair', code, seat });
    }
  }

  /** Most guests send all the time and are never asked: a message for each would cost more than all of a tick. */
  #ask(guest: Guest, nowMs: number): void {
    const { socket } = guest;
    guest.askedMs = nowMs;
    socket.timeout(TIMES.answerMs).emit(EVENTS.there, (error: Error | null) => {
      guest.askedMs = undefined;
      if (error === null) guest.hasSpoken = true;
      else if (!guest.hasSpoken && guest.heardMs < nowMs && this.#options.pulse.isSteady())
        socket.conn.close(DISCARD);
    });
  }
}

const isAboutName = (issue: { path?: readonly { key?: unknown }[] | undefined }): boolean =>
  issue.path?.[0]?.key === 'name';
