/**
 * The rooms that this worker owns: opens and closes them, drives their ticks, and carries what they say to
 * their guests, wherever those are connected. Talks to the primary (control), the other workers (directory) and
 * Socket.IO.
 */
import { randomBytes, randomInt } from 'node:crypto';
import type { Server } from 'socket.io';
import type { RoomCode, SeatId, WorkerId } from '../core/ids.ts';
import type { Clock, Logger } from '../core/ports.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { findGame } from '../games/registry.ts';
import type { FromWorker, RoomOrder } from '../protocol/control.ts';
import {
  EVENTS,
  type Goodbye,
  type Handshake,
  type RoomCommand,
  type SeatAction,
  type Welcome,
} from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import { Room, type RoomOutput } from '../room/room.ts';
import type { SeatLink } from './cluster-bus.ts';
import type { Counters } from './counters.ts';
import type { RoomEntry } from './directory.ts';
import { TickLoop } from './tick-loop.ts';

interface OwnedRoom {
  readonly room: Room;
  readonly order: RoomOrder;
  readonly links: Map<SeatId, SeatLink>;
}

export interface RoomManagerOptions {
  readonly io: Server;
  readonly self: WorkerId;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly counters: Counters;
  /** Registers a route key of this worker with the router. */
  readonly registerRoute: (key: string) => void;
  readonly tellPrimary: (message: FromWorker) => void;
  /** Called whenever `entries()` has changed. */
  readonly onEntries: () => void;
}

/** The Socket.IO room of those who get a room's snapshots. Members as such are in the one named by its code. */
export const streamOf = (code: RoomCode): string => `${code}:frames`;

export class RoomManager {
  readonly #options: RoomManagerOptions;
  readonly #rooms = new Map<RoomCode, OwnedRoom>();
  readonly #loop: TickLoop;

  constructor(options: RoomManagerOptions) {
    this.#options = options;
    this.#loop = new TickLoop(options.clock);
  }

  /** What this worker announces of its rooms. */
  entries(): RoomEntry[] {
    return [...this.#rooms.values()].map(({ room, order }) => {
      const { code, game, phase, locked } = room.info;
      return {
        ...{ code, game, phase, locked, route: order.route },
        guests: room.seats.present.length,
        looksTaken: room.seats.people.map(({ look }) => look),
      };
    });
  }

  open(order: RoomOrder): void {
    const game = findGame(order.game);
    if (game === undefined || this.#rooms.has(order.code)) return;
    const room = new Room({
      code: order.code,
      game,
      settings: order.settings,
      bots: order.bots,
      seed: randomBytes(4).readUInt32LE(),
      epoch: order.epoch,
      clock: this.#options.clock,
      makeToken: () => randomBytes(16).toString('base64url'),
      makeSeatCode: () => String(randomInt(10_000)).padStart(4, '0'),
      output: this.#output(order.code),
    });
    this.#rooms.set(order.code, { room, order, links: new Map() });
    this.#options.registerRoute(order.route);
    this.#loop.add(order.code, game.tickRate, () => this.#guard(order.code, (owned) => owned.room.step()));
    this.#options.onEntries();
  }

  /** Ends a room: its guests get the reason and are disconnected. */
  close(code: RoomCode, reason: Reason): void {
    const owned = this.#rooms.get(code);
    if (owned === undefined) return;
    this.#loop.remove(code);
    for (const seat of [...owned.links.keys()]) this.#sayGoodbye(owned, seat, reason);
    this.#rooms.delete(code);
    this.#options.tellPrimary({ kind: 'room-closed', code, reason });
    this.#options.onEntries();
  }

  closeAll(reason: Reason): void {
    for (const code of [...this.#rooms.keys()]) this.close(code, reason);
    this.#loop.close();
  }

  command(code: RoomCode, command: RoomCommand): void {
    if (command.do === 'close') this.close(code, 'room-closed');
    else this.#guard(code, (owned) => owned.room.command(command));
  }

  join(code: RoomCode, hello: Handshake): Result<Welcome, Reason> {
    const result = this.#guard(code, ({ room }): Result<Welcome, Reason> => {
      const seated = room.join(hello);
      return seated.ok ? ok({ ...seated.value, room: room.info }) : seated;
    });
    return result ?? fail('unknown-room');
  }

  /** A guest's connection stands. An older connection of the same seat has to go. */
  online(code: RoomCode, seat: SeatId, link: SeatLink): void {
    this.#guard(code, (owned) => {
      const older = owned.links.get(seat);
      if (older !== undefined && older.socketId !== link.socketId)
        this.#sayGoodbye(owned, seat, 'seat-taken');
      owned.links.set(seat, link);
      owned.room.online(seat);
    });
  }

  offline(code: RoomCode, seat: SeatId, socketId: string): void {
    this.#guard(code, (owned) => {
      if (owned.links.get(seat)?.socketId !== socketId) return; // another connection holds the seat by now
      owned.links.delete(seat);
      owned.room.offline(seat);
    });
  }

  /** Seats whose connections were held by a worker that has died. */
  edgeGone(worker: WorkerId): void {
    for (const [code, { links }] of this.#rooms) {
      for (const [seat, link] of links) if (link.edge === worker) this.offline(code, seat, link.socketId);
    }
  }

  receive(code: RoomCode, seat: SeatId, bytes: Uint8Array): void {
    this.#guard(code, ({ room }) => room.receive(seat, bytes, this.#loop.fraction(code)));
  }

  act(code: RoomCode, seat: SeatId, action: SeatAction): void {
    this.#guard(code, (owned) => {
      owned.room.act(seat, action);
      if (action.do === 'leave') this.#disconnect(owned, seat);
    });
  }

  repairStream(code: RoomCode, seat: SeatId): void {
    this.#guard(code, ({ room }) => room.repairStream(seat));
  }

  /** Runs `body` on a room of ours. A room whose rules throw is closed; the others go on. */
  #guard<T>(code: RoomCode, body: (owned: OwnedRoom) => T): T | undefined {
    const owned = this.#rooms.get(code);
    if (owned === undefined) return undefined;
    try {
      return body(owned);
    } catch (error) {
      const stack = error instanceof Error ? error.stack : String(error);
      const { game, tick } = owned.room;
      this.#options.logger.error({ code, game: game.id, tick, stack }, 'A room was closed: its rules threw.');
      this.close(code, 'room-failed');
      return undefined;
    }
  }

  #output(code: RoomCode): RoomOutput {
    const { io, tellPrimary, counters, onEntries } = this.#options;
    const stream = streamOf(code);
    const owned = (): OwnedRoom | undefined => this.#rooms.get(code);
    const all = (): Pick<Server, 'to'> => (this.#hasRemote(owned()) ? io : io.local);
    return {
      frame: (bytes) => all().to(stream).emit(EVENTS.frame, bytes),
      stream: (seat, keyframe) => {
        const link = owned()?.links.get(seat);
        if (link === undefined) return;
        this.#toSocket(link).emit(EVENTS.frame, keyframe);
        this.#toSocket(link).socketsJoin(stream);
      },
      reply: (seat, bytes) => {
        const link = owned()?.links.get(seat);
        if (link !== undefined) this.#toSocket(link).emit(EVENTS.frame, bytes);
      },
      info: (info) => {
        all().to(code).emit(EVENTS.room, info);
        tellPrimary({ kind: 'room-info', info });
        onEntries();
      },
      goodbye: (seat, reason) => {
        const room = owned();
        if (room !== undefined) this.#sayGoodbye(room, seat, reason);
      },
      seatJoined: (seat, name) => tellPrimary({ kind: 'seat-joined', code, seat, name }),
      seatLeft: (seat) => tellPrimary({ kind: 'seat-left', code, seat }),
      dropped: (reason) => counters.add(reason),
    };
  }

  #hasRemote(owned: OwnedRoom | undefined): boolean {
    for (const link of owned?.links.values() ?? []) if (link.edge !== this.#options.self) return true;
    return false;
  }

  #toSocket(link: SeatLink): ReturnType<Server['to']> {
    const { io, self } = this.#options;
    return link.edge === self ? io.local.to(link.socketId) : io.to(link.socketId);
  }

  #sayGoodbye(owned: OwnedRoom, seat: SeatId, reason: Reason): void {
    const link = owned.links.get(seat);
    if (link === undefined) return;
    this.#toSocket(link).emit(EVENTS.goodbye, { reason } satisfies Goodbye);
    this.#disconnect(owned, seat);
  }

  #disconnect(owned: OwnedRoom, seat: SeatId): void {
    const link = owned.links.get(seat);
    if (link === undefined) return;
    owned.links.delete(seat);
    this.#toSocket(link).disconnectSockets(true);
  }
}
