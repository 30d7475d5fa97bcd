/**
 * Carries what a room says to its guests' connections, in this worker or another. What a former owner says reaches
 * nobody who has connected since: the Socket.IO rooms are named by the owner's epoch.
 */
import type { Server } from 'socket.io';
import type { RoomCode, SeatId, WorkerId } from '../core/ids.ts';
import type { AreaFrame } from '../protocol/area-cut.ts';
import { EVENTS, type Goodbye, type RoomInfo } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import type { ClusterBus, SeatLink } from './cluster-bus.ts';
import { type HotLines, streamOf } from './hot-lines.ts';

export interface RoomVoiceOptions {
  readonly io: Server;
  readonly hotLines: HotLines;
  readonly bus: ClusterBus;
  readonly self: WorkerId;
  readonly code: RoomCode;
  readonly epoch: number;
}

export class RoomVoice {
  readonly #io: Server;
  readonly #hotLines: HotLines;
  readonly #bus: ClusterBus;
  readonly #self: WorkerId;
  readonly #links = new Map<SeatId, SeatLink>();
  /** The Socket.IO room of the room's members, and that of those whose stream runs. */
  readonly #members: string;
  readonly #stream: string;

  constructor({ io, hotLines, bus, self, code, epoch }: RoomVoiceOptions) {
    this.#io = io;
    this.#hotLines = hotLines;
    this.#bus = bus;
    this.#self = self;
    this.#members = `${code}:${epoch}`;
    this.#stream = streamOf(this.#members);
  }

  /** The connections of the seats that have one. */
  get links(): ReadonlyMap<SeatId, SeatLink> {
    return this.#links;
  }

  /** A seat's connection stands. An older one has to go. */
  connect(seat: SeatId, link: SeatLink): void {
    const older = this.#links.get(seat);
    if (older !== undefined && older.socketId !== link.socketId) this.goodbye(seat, 'seat-taken');
    this.#links.set(seat, link);
    this.#toSocket(link).socketsJoin(this.#members);
  }

  /** A connection is gone. False when another one holds the seat by now. */
  lost(seat: SeatId, socketId: string): boolean {
    return this.#links.get(seat)?.socketId === socketId && this.#links.delete(seat);
  }

  /** To all whose stream runs. */
  frame(bytes: Uint8Array): void {
    this.#hotLines.broadcast(this.#stream, bytes);
    if (this.#reachesOut()) this.#bus.sendAll({ kind: 'frame', stream: this.#stream, bytes });
  }

  /** To each of them its part of a large arena. */
  spread(frame: AreaFrame): void {
    this.#hotLines.spread(this.#stream, frame);
    if (this.#reachesOut()) this.#bus.sendAll({ kind: 'spread', stream: this.#stream, frame });
  }

  /** Begins (or repairs) the stream of a seat. */
  stream(seat: SeatId, keyframe: Uint8Array): void {
    const link = this.#links.get(seat);
    if (link === undefined) return;
    this.#sendFrame(link, keyframe);
    this.#toSocket(link).socketsJoin(this.#stream);
  }

  reply(seat: SeatId, bytes: Uint8Array): void {
    const link = this.#links.get(seat);
    if (link !== undefined) this.#sendFrame(link, bytes);
  }

  info(info: RoomInfo): void {
    this.#all().to(this.#members).emit(EVENTS.room, info);
  }

  /** Ends a seat's connection for good, with the reason. */
  goodbye(seat: SeatId, reason: Reason, to?: RoomCode): void {
    const link = this.#links.get(seat);
    if (link === undefined) return;
    this.#toSocket(link).emit(EVENTS.goodbye, {
      reason,
      ...(to === undefined ? {} : { to }),
    } satisfies Goodbye);
    this.disconnect(seat);
  }

  disconnect(seat: SeatId): void {
    const link = this.#links.get(seat);
    if (link === undefined) return;
    this.#links.delete(seat);
    this.#toSocket(link).disconnectSockets(true);
  }

  /** The adapter carries what is for others; while all guests are here it has nothing to do. */
  #all(): Pick<Server, 'to'> {
    return this.#reachesOut() ? this.#io : this.#io.local;
  }

  /** Are there guests who are connected to another worker? */
  #reachesOut(): boolean {
    for (const link of this.#links.values()) if (link.edge !== this.#self) return true;
    return false;
  }

  #sendFrame(link: SeatLink, bytes: Uint8Array): void {
    if (link.edge === this.#self) this.#hotLines.send(link.socketId, bytes);
    else this.#io.to(link.socketId).emit(EVENTS.frame, bytes);
  }

  #toSocket(link: SeatLink): ReturnType<Server['to']> {
    return link.edge === this.#self ? this.#io.local.to(link.socketId) : this.#io.to(link.socketId);
  }
}
