/**
 * The rooms that this worker owns: opens, resumes, hands over and closes them, drives their ticks, publishes
 * their checkpoints, and carries what they say to their guests, wherever those are connected. Talks to the
 * primary (control), the other workers (bus, directory) and Socket.IO.
 */
import { randomBytes, randomInt } from 'node:crypto';
import type { Server } from 'socket.io';
import type { BitReader } from '../core/bytes.ts';
import type { RoomCode, SeatId, WorkerId } from '../core/ids.ts';
import type { Clock, Logger } from '../core/ports.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { findGame } from '../games/registry.ts';
import type { CheckpointNews, RoomCheckpoint, RoomHead } from '../protocol/checkpoint.ts';
import { BLACK_BOX, type FromWorker, type RoomLinks, type RoomOrder } from '../protocol/control.ts';
import type { CheckedHandshake, RoomCommand, SeatAction, Welcome } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import { Room, type RoomOutput } from '../room/room.ts';
import type { BlackBox } from './black-box.ts';
import type { ClusterBus, SeatLink } from './cluster-bus.ts';
import type { Counters } from './counters.ts';
import { isNewer, type RoomEntry } from './directory.ts';
import { FaultRecorder } from './fault-recorder.ts';
import type { HotLines } from './hot-lines.ts';
import { LinkNews } from './link-news.ts';
import type { Pulse } from './pulse.ts';
import { RoomVoice } from './room-voice.ts';
import { block, TickLoop } from './tick-loop.ts';
import type { TickTimes } from './tick-times.ts';

/** A room that this worker owns, or has owned. */
export interface OwnedRoom {
  /** False once it is gone from here; another one with its code may have come. */
  isOurs: boolean;
  readonly room: Room;
  readonly route: string;
  readonly voice: RoomVoice;
  readonly recorder: FaultRecorder;
  /** How far the running tick has got, 0 to 1. */
  readonly tickFraction: () => number;
  /** Tick before the step that is under way; undefined between steps. */
  steppingFrom: number | undefined;
  sentHead: RoomHead | undefined;
  sentTick: number;
  /** Set while the room is being handed over: it stands still, and what guests ask for waits. */
  leaving: Leaving | undefined;
}

interface Leaving {
  readonly to: WorkerId;
  readonly checkpoint: RoomCheckpoint;
  readonly actions: { readonly seat: SeatId; readonly action: SeatAction }[];
  readonly timer: NodeJS.Timeout;
}

export interface RoomManagerOptions {
  readonly io: Server;
  readonly hotLines: HotLines;
  readonly self: WorkerId;
  readonly bus: ClusterBus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly counters: Counters;
  readonly pulse: Pulse;
  readonly blackBox: BlackBox;
  /** Told of every tick that was played. */
  readonly tickTimes: TickTimes;
  /** 0: none. */
  readonly checkpointsPerSecond: number;
  /** Are there other workers, who may have to go on with these rooms? */
  readonly hasOthers: () => boolean;
  /** For so long what guests send may wait, to be read together, ms; 0: not at all. */
  readonly patienceMs: () => number;
  /** Registers a route key of this worker with the router; `releaseRoute` takes it back. */
  readonly registerRoute: (key: string) => void;
  readonly releaseRoute: (key: string) => void;
  readonly tellPrimary: (message: FromWorker) => void;
  /** Called whenever `entries()` has changed. */
  readonly onEntries: () => void;
  /** A room has ended here: whoever asks for it later is told why. */
  readonly onEnded: (code: RoomCode, reason: Reason) => void;
  /** A room is not ours any more: its guests here have to find the new owner. */
  readonly onMoved: (code: RoomCode) => void;
}

/** Checkpoints of so many rooms go together, and all of them in so many slices at most. */
const ROOMS_PER_SLICE = 8;
const SLICES = [1, 2, 4, 8] as const;
const MAX_SLICES = 8;
/** A resumed room makes up for this much lost time at most; beyond, its clock stands still instead, s. */
const CATCH_UP_SECONDS = 1;
/** A room whose new owner has not answered by then stays where it is, ms. */
const HAND_OVER_MS = 1_000;

export class RoomManager {
  readonly #options: RoomManagerOptions;
  readonly #rooms = new Map<RoomCode, OwnedRoom>();
  readonly #loop: TickLoop;
  readonly #linkNews = new LinkNews();
  readonly #beat: NodeJS.Timeout | undefined;
  #turns = 0;
  /** What came while this worker did not know whether it may go on. */
  #held: (() => void)[] = [];

  constructor(options: RoomManagerOptions) {
    this.#options = options;
    const { clock, pulse, blackBox, patienceMs, checkpointsPerSecond } = options;
    this.#loop = new TickLoop({
      ...{ clock, patienceMs, sleep: block },
      mayRun: () => pulse.isSteady(),
      onPlay: (rooms) => blackBox.expect(rooms),
      together: BLACK_BOX.rooms,
    });
    if (checkpointsPerSecond > 0)
      this.#beat = setInterval(() => this.#publishDue(), 1000 / checkpointsPerSecond / MAX_SLICES);
  }

  /** What this worker announces of its rooms. */
  entries(): RoomEntry[] {
    return [...this.#rooms.values()].map(({ room, route }) => {
      const { code, game, phase, locked, needsPin } = room.info;
      return {
        ...{ code, game, phase, locked, needsPin, route },
        epoch: room.epoch,
        guests: room.seats.present.length,
        looksTaken: room.seats.people.map(({ look }) => look),
      };
    });
  }

  /** What guests have said of their connections since the last call. */
  takeLinkNews(): RoomLinks[] {
    return this.#linkNews.take(this.#rooms);
  }

  open(order: RoomOrder): void {
    const game = findGame(order.game);
    if (game === undefined || this.#rooms.has(order.code)) return;
    this.#begin(order.code, () => {
      const seed = randomBytes(4).readUInt32LE();
      const voice = this.#voice(order.code, order.epoch);
      const room = new Room({ ...order, game, seed, ...this.#roomPorts(order.code, voice) });
      this.#add(room, voice, order.route);
    });
  }

  /**
   * Goes on with a room. On the same time line when it was gone for a moment only; `gather`: it was gone for
   * long, and waits for its guests. `links`: connections of its guests that go on, when it was handed over.
   */
  resume(
    checkpoint: RoomCheckpoint,
    gather: boolean,
    links: readonly (readonly [SeatId, SeatLink])[] = [],
  ): void {
    const { head } = checkpoint;
    const mine = this.#rooms.get(head.code);
    if (mine !== undefined && mine.room.epoch > head.epoch) return;
    this.#begin(head.code, () => {
      const game = findGame(head.game);
      if (game === undefined) throw new Error(`There is no game "${head.game}".`);
      const voice = this.#voice(head.code, head.epoch + 1);
      const room = Room.resume({ checkpoint, gather, game, ...this.#roomPorts(head.code, voice) });
      this.#goOn(room, voice, checkpoint, gather, links);
    });
  }

  /** Makes a room with `body`, which calls rules: if they throw already now there is no such room. */
  #begin(code: RoomCode, body: () => void): void {
    const { blackBox, logger } = this.#options;
    blackBox.enter(code);
    try {
      body();
    } catch (error) {
      logger.error({ code, stack: stackOf(error) }, 'A room could not be begun.');
      this.#ended(code, 'room-failed');
    } finally {
      blackBox.leave();
    }
  }

  #voice(code: RoomCode, epoch: number): RoomVoice {
    const { io, hotLines, bus, self } = this.#options;
    return new RoomVoice({ io, hotLines, bus, self, code, epoch });
  }

  #goOn(
    room: Room,
    voice: RoomVoice,
    { head, atMs }: RoomCheckpoint,
    gather: boolean,
    links: readonly (readonly [SeatId, SeatLink])[],
  ): void {
    const { game, code } = room;
    const nowMs = this.#options.clock.nowMs();
    const tickMs = 1000 / game.tickRate;
    const behind = Math.floor((nowMs - atMs) / tickMs);
    const catchesUp = !gather && behind >= 0 && behind <= CATCH_UP_SECONDS * game.tickRate;
    this.#add(room, voice, head.route, catchesUp ? atMs : nowMs);
    for (const [seat, link] of links) this.online(code, seat, link);
    if (catchesUp) this.#loop.catchUp(code);
    const owned = this.#rooms.get(code);
    if (owned !== undefined) this.#publish([owned]);
  }

  #add(room: Room, voice: RoomVoice, route: string, lastTickAtMs?: number): void {
    const { code, game } = room;
    const recorder = new FaultRecorder(game.input);
    const older = this.#rooms.get(code);
    if (older !== undefined) older.isOurs = false;
    const owned: OwnedRoom = {
      isOurs: true,
      ...{ room, voice, route, recorder },
      tickFraction: () => this.#loop.fraction(code),
      steppingFrom: undefined,
      sentHead: undefined,
      sentTick: -1,
      leaving: undefined,
    };
    this.#rooms.set(code, owned);
    this.#options.registerRoute(route);
    this.#loop.add(code, game.tickRate, () => this.#step(owned), lastTickAtMs);
    this.#options.onEntries();
  }

  /** Ends a room: its guests get the reason and are disconnected. */
  close(code: RoomCode, reason: Reason): void {
    const owned = this.#rooms.get(code);
    if (owned === undefined) return;
    for (const seat of [...owned.voice.links.keys()]) owned.voice.goodbye(seat, reason);
    this.#forget(code, owned);
    this.#options.releaseRoute(owned.route);
    this.#ended(code, reason);
  }

  #ended(code: RoomCode, reason: Reason): void {
    const { bus, tellPrimary, onEntries, onEnded } = this.#options;
    onEnded(code, reason);
    bus.sendAll({ kind: 'closed', code, reason });
    tellPrimary({ kind: 'room-closed', code, reason });
    onEntries();
  }

  #forget(code: RoomCode, owned: OwnedRoom): void {
    clearTimeout(owned.leaving?.timer);
    this.#loop.remove(code);
    this.#rooms.delete(code);
    owned.isOurs = false;
  }

  closeAll(reason: Reason): void {
    clearInterval(this.#beat);
    for (const code of [...this.#rooms.keys()]) this.close(code, reason);
    this.#loop.close();
  }

  command(code: RoomCode, command: RoomCommand): void {
    this.#whenSteady(() => {
      if (command.do === 'close') this.close(code, 'room-closed');
      else this.#guard(code, (owned) => owned.room.command(command));
    });
  }

  async join(code: RoomCode, hello: CheckedHandshake): Promise<Result<Welcome, Reason>> {
    // After a stall the guest waits for the primary's word too: a refusal would cost it another connection.
    const isHeld = !this.#options.pulse.isSteady();
    if (isHeld) await new Promise<void>((resolve) => this.#held.push(resolve));
    const owned = this.#rooms.get(code);
    if (owned === undefined ? isHeld : owned.leaving !== undefined) return fail('owner-gone');
    const result = this.#guard(code, (owned): Result<Welcome, Reason> => {
      const seated = owned.room.join(hello);
      if (!seated.ok) return seated;
      if (owned.room.hasUnconfirmed) this.#publish([owned]); // a seat that was given is never lost
      return ok({ ...seated.value, room: owned.room.info });
    });
    return result ?? fail('unknown-room');
  }

  /** A guest's connection stands. An older connection of the same seat has to go. */
  online(code: RoomCode, seat: SeatId, link: SeatLink): void {
    this.#whenSteady(() =>
      this.#guard(code, (owned) => {
        owned.voice.connect(seat, link);
        owned.room.online(seat);
      }),
    );
  }

  offline(code: RoomCode, seat: SeatId, socketId: string): void {
    this.#whenSteady(() =>
      this.#guard(code, (owned) => {
        if (owned.voice.lost(seat, socketId)) owned.room.offline(seat);
      }),
    );
  }

  /** Seats whose connections were held by a worker that has died. */
  edgeGone(worker: WorkerId): void {
    for (const [code, { voice }] of this.#rooms) {
      for (const [seat, link] of voice.links)
        if (link.edge === worker) this.offline(code, seat, link.socketId);
    }
  }

  get(code: RoomCode): OwnedRoom | undefined {
    return this.#rooms.get(code);
  }

  /** A hot frame of a guest. */
  receive(owned: OwnedRoom, seat: SeatId, frame: BitReader): void {
    if (owned.leaving !== undefined) return;
    // Not marked in the black box: rules have no part in it, and it happens very often.
    try {
      owned.room.receive(seat, frame, owned.tickFraction);
    } catch (error) {
      this.#failed(owned, stackOf(error));
    }
  }

  act(code: RoomCode, seat: SeatId, action: SeatAction): void {
    this.#whenSteady(() =>
      this.#guard(code, (owned) => {
        if (owned.leaving !== undefined) {
          owned.leaving.actions.push({ seat, action });
          return;
        }
        owned.room.act(seat, action);
        this.#publish([owned]);
        if (action.do === 'leave') owned.voice.disconnect(seat);
      }),
    );
  }

  repairStream(code: RoomCode, seat: SeatId): void {
    this.#whenSteady(() => this.#guard(code, ({ room }) => room.repairStream(seat)));
  }

  /** Sends a room to another worker, which goes on with it at the very tick; guests stay connected meanwhile. */
  handOver(code: RoomCode, to: WorkerId): void {
    const owned = this.#rooms.get(code);
    if (owned === undefined || owned.leaving !== undefined) return;
    const checkpoint = owned.room.checkpoint(this.#tickTime(owned));
    this.#loop.remove(code);
    const timer = setTimeout(() => this.#stay(code), HAND_OVER_MS);
    owned.leaving = { to, checkpoint, actions: [], timer };
    this.#options.bus.send(to, { kind: 'take-over', checkpoint, links: [...owned.voice.links] });
  }

  /** The room that we hand over goes on elsewhere. */
  handedOver(code: RoomCode, to: WorkerId): void {
    const owned = this.#rooms.get(code);
    if (owned?.leaving?.to !== to) return;
    this.#forget(code, owned);
    for (const { seat, action } of owned.leaving.actions) {
      this.#options.bus.send(to, { kind: 'act', code, seat, action });
    }
    this.#options.tellPrimary({ kind: 'handed-over', code, to });
    this.#options.onEntries();
    this.#options.onMoved(code);
  }

  /** The worker that rooms were to be handed to is dead. */
  receiverGone(worker: WorkerId): void {
    for (const [code, { leaving }] of this.#rooms) if (leaving?.to === worker) this.#stay(code);
  }

  /** The hand-over has failed: goes on here, two epochs on, so that whoever has it after all is overruled. */
  #stay(code: RoomCode): void {
    const owned = this.#rooms.get(code);
    if (owned?.leaving === undefined) return;
    const { checkpoint, actions } = owned.leaving;
    const links = [...owned.voice.links];
    this.#forget(code, owned);
    const head = { ...checkpoint.head, epoch: checkpoint.head.epoch + 1 };
    this.resume({ ...checkpoint, head }, false, links);
    for (const { seat, action } of actions) this.act(code, seat, action);
  }

  /** Another worker has announced rooms: those of ours that have a newer owner are not ours any more. */
  yieldTo(entries: readonly RoomEntry[], other: WorkerId): void {
    for (const { code, epoch } of entries) {
      const owned = this.#rooms.get(code);
      if (owned === undefined || owned.leaving !== undefined) continue;
      const mine = { epoch: owned.room.epoch, owner: this.#options.self };
      if (!isNewer({ epoch, owner: other }, mine)) continue;
      this.#forget(code, owned);
      this.#options.onEntries();
      this.#options.onMoved(code);
    }
  }

  /** The primary has confirmed that this worker still owns its rooms. */
  goOn(): void {
    const held = this.#held;
    this.#held = [];
    for (const call of held) call();
  }

  /** Somebody new has to get whole checkpoints first. */
  repeatHeads(): void {
    for (const owned of this.#rooms.values()) {
      owned.sentHead = undefined;
      owned.sentTick = -1;
    }
  }

  #whenSteady(call: () => void): void {
    if (this.#options.pulse.isSteady()) call();
    else this.#held.push(call);
  }

  #step(owned: OwnedRoom): void {
    this.#guarded(owned, ({ room, recorder }) => {
      const { clock, tickTimes } = this.#options;
      const startMs = clock.nowMs();
      owned.steppingFrom = room.tick;
      room.step();
      recorder.record(room.tick, room.inputs);
      // A room that stands still takes no time, and would make the others look quicker than they are.
      if (room.tick !== owned.steppingFrom) tickTimes.add(clock.nowMs() - startMs);
      owned.steppingFrom = undefined;
    });
  }

  /** When the room's last tick was due: a tick that is being played counts as soon as it is the room's tick. */
  #tickTime({ room, steppingFrom }: OwnedRoom): number {
    const ticksAgo = steppingFrom === room.tick ? 2 : 1;
    return this.#loop.nextTickAtMs(room.code) - (ticksAgo * 1000) / room.game.tickRate;
  }

  /**
   * Many rooms take turns: all of them at once would keep everybody waiting for longer than a tick. A few go together,
   * because a message costs as much as a room.
   */
  #publishDue(): void {
    const turn = this.#turns++ % MAX_SLICES;
    const rooms = [...this.#rooms.values()];
    const slices = SLICES.find((count) => count * ROOMS_PER_SLICE >= rooms.length) ?? MAX_SLICES;
    const turnsEach = MAX_SLICES / slices;
    if (turn % turnsEach !== 0) return;
    // The primary writes to disk once a second, and needs no more.
    const beat = Math.floor((this.#turns - 1) / MAX_SLICES);
    const tellsPrimary = beat % this.#options.checkpointsPerSecond === 0;
    if (!tellsPrimary && !this.#options.hasOthers()) return;
    const isDue = ({ room, sentTick, leaving }: OwnedRoom, index: number): boolean =>
      index % slices === turn / turnsEach &&
      leaving === undefined &&
      (room.tick !== sentTick || room.hasUnconfirmed);
    this.#publish(rooms.filter(isDue), tellsPrimary);
  }

  /** One batch to all who may have to go on with these rooms; to the primary too, if it is to know, or a head is new. */
  #publish(owned: readonly OwnedRoom[], tellsPrimary = true): void {
    if (owned.length === 0 || this.#options.checkpointsPerSecond === 0) return;
    const rooms = owned.map((one) => this.#news(one));
    if (this.#options.hasOthers()) this.#options.bus.sendAll({ kind: 'checkpoints', rooms });
    if (tellsPrimary || rooms.some(({ head }) => head !== undefined)) {
      this.#options.tellPrimary({ kind: 'checkpoints', rooms });
    }
  }

  #news(owned: OwnedRoom): CheckpointNews {
    const checkpoint = owned.room.checkpoint(this.#tickTime(owned));
    owned.recorder.restart(checkpoint);
    const { head, ...news } = checkpoint;
    const isKnown = head === owned.sentHead;
    owned.sentHead = head;
    owned.sentTick = checkpoint.tick;
    return { ...news, code: head.code, epoch: head.epoch, head: isKnown ? undefined : head };
  }

  /** Runs `body` on a room of ours. A room whose rules throw is closed; the others go on. */
  #guard<T>(code: RoomCode, body: (owned: OwnedRoom) => T): T | undefined {
    const owned = this.#rooms.get(code);
    return owned === undefined ? undefined : this.#guarded(owned, body);
  }

  #guarded<T>(owned: OwnedRoom, body: (owned: OwnedRoom) => T): T | undefined {
    const { blackBox } = this.#options;
    blackBox.enter(owned.room.code);
    try {
      return body(owned);
    } catch (error) {
      this.#failed(owned, stackOf(error));
      return undefined;
    } finally {
      blackBox.leave();
    }
  }

  #failed({ room, recorder }: OwnedRoom, stack: string): void {
    const { code, game, tick } = room;
    this.#options.logger.error({ code, game: game.id, tick, stack }, 'The rules of a room threw.');
    recorder.record(tick, room.inputs);
    const fault = recorder.fault(stack);
    if (fault !== undefined) this.#options.tellPrimary({ kind: 'room-fault', fault });
    this.close(code, 'room-failed');
  }

  #roomPorts(code: RoomCode, voice: RoomVoice) {
    return {
      clock: this.#options.clock,
      makeToken: () => randomBytes(16).toString('base64url'),
      makeSeatCode: () => String(randomInt(10_000)).padStart(4, '0'),
      output: this.#output(code, voice),
    };
  }

  #output(code: RoomCode, voice: RoomVoice): RoomOutput {
    const { tellPrimary, counters, onEntries, pulse } = this.#options;
    return {
      frame: (bytes) => voice.frame(bytes),
      spread: (frame) => voice.spread(frame),
      stream: (seat, keyframe) => voice.stream(seat, keyframe),
      // Asked for by messages, which are read at any time; the rest is said in ticks, and those wait for the pulse.
      reply: (seat, bytes) => {
        if (pulse.isSteady()) voice.reply(seat, bytes);
      },
      info: (info) => {
        voice.info(info);
        tellPrimary({ kind: 'room-info', info });
        onEntries();
      },
      goodbye: (seat, reason, to) => voice.goodbye(seat, reason, to),
      seatJoined: (seat, name) => tellPrimary({ kind: 'seat-joined', code, seat, name }),
      seatLeft: (seat) => tellPrimary({ kind: 'seat-left', code, seat }),
      confirm: () => {
        const owned = this.#rooms.get(code);
        if (owned !== undefined) this.#publish([owned]);
      },
      dropped: (reason) => counters.add(reason),
    };
  }
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
