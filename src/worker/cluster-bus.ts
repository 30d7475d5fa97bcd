/**
 * Worker to worker, over nothing but Socket.IO's serverSideEmit, so that any adapter (cluster today, Redis
 * tomorrow) carries it. Everything is sent to all and taken by the worker that it names.
 */
import type { Server } from 'socket.io';
import type { RoomCode, SeatId, WorkerId } from '../core/ids.ts';
import { fail, type Result } from '../core/result.ts';
import type { AreaFrame } from '../protocol/area-cut.ts';
import type { CheckpointNews, RoomCheckpoint } from '../protocol/checkpoint.ts';
import type { CheckedHandshake, SeatAction, Welcome } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import type { RoomEntry } from './directory.ts';

const EVENT = 'bus';
/** An owner that has not answered a join by then is taken for gone, ms. */
const REPLY_MS = 1_500;

/** One seat's connection, as its room's owner knows it. */
export interface SeatLink {
  /** The worker that holds the socket. */
  readonly edge: WorkerId;
  readonly socketId: string;
}

/** One hot frame of a guest on its way to the room's owner. */
export interface ForwardedFrame {
  readonly code: RoomCode;
  readonly seat: SeatId;
  readonly bytes: Uint8Array;
}

/** What workers say. `to`: undefined = all. */
export type BusMessage =
  | { readonly kind: 'who-is-there' }
  | { readonly kind: 'i-own'; readonly route: string; readonly rooms: readonly RoomEntry[] }
  | { readonly kind: 'join'; readonly id: number; readonly code: RoomCode; readonly hello: CheckedHandshake }
  | { readonly kind: 'joined'; readonly id: number; readonly result: Result<Welcome, Reason> }
  | { readonly kind: 'online'; readonly code: RoomCode; readonly seat: SeatId; readonly link: SeatLink }
  | { readonly kind: 'offline'; readonly code: RoomCode; readonly seat: SeatId; readonly socketId: string }
  | { readonly kind: 'repair'; readonly code: RoomCode; readonly seat: SeatId }
  | { readonly kind: 'act'; readonly code: RoomCode; readonly seat: SeatId; readonly action: SeatAction }
  | { readonly kind: 'frames'; readonly frames: readonly ForwardedFrame[] }
  /** A hot frame for the members of a Socket.IO room, wherever they are connected. */
  | { readonly kind: 'frame'; readonly stream: string; readonly bytes: Uint8Array }
  /** The same, of a large arena: it is cut up where the guests are. */
  | { readonly kind: 'spread'; readonly stream: string; readonly frame: AreaFrame }
  /** The newest of all rooms that have something new. */
  | { readonly kind: 'checkpoints'; readonly rooms: readonly CheckpointNews[] }
  /** Go on with this room; `links` are the connections of its guests, which stay where they are for now. */
  | {
      readonly kind: 'take-over';
      readonly checkpoint: RoomCheckpoint;
      readonly links: readonly (readonly [SeatId, SeatLink])[];
    }
  | { readonly kind: 'taken'; readonly code: RoomCode }
  | { readonly kind: 'closed'; readonly code: RoomCode; readonly reason: Reason };

interface Envelope {
  readonly from: WorkerId;
  readonly to: WorkerId | undefined;
  readonly message: BusMessage;
}

export class ClusterBus {
  readonly self: WorkerId;
  readonly #io: Server;
  readonly #waiting = new Map<
    number,
    { owner: WorkerId; finish: (result: Result<Welcome, Reason>) => void }
  >();
  #nextId = 1;

  constructor(io: Server, self: WorkerId) {
    this.#io = io;
    this.self = self;
  }

  /** Hands over what arrives for this worker. Call once. */
  listen(receive: (message: BusMessage, from: WorkerId) => void): void {
    this.#io.on(EVENT, ({ from, to, message }: Envelope) => {
      if (to !== undefined && to !== this.self) return;
      if (message.kind === 'joined') this.#waiting.get(message.id)?.finish(message.result);
      else receive(message, from);
    });
  }

  send(to: WorkerId, message: BusMessage): void {
    this.#publish({ from: this.self, to, message });
  }

  sendAll(message: BusMessage): void {
    this.#publish({ from: this.self, to: undefined, message });
  }

  /** Asks a room's owner for a seat. 'owner-gone' when it does not answer within REPLY_MS. */
  join(owner: WorkerId, code: RoomCode, hello: CheckedHandshake): Promise<Result<Welcome, Reason>> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const finish = (result: Result<Welcome, Reason>): void => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(result);
      };
      const timer = setTimeout(() => finish(fail('owner-gone')), REPLY_MS);
      this.#waiting.set(id, { owner, finish });
      this.send(owner, { kind: 'join', id, code, hello });
    });
  }

  /** A worker is dead: it will not answer any more. */
  ownerGone(worker: WorkerId): void {
    for (const { owner, finish } of [...this.#waiting.values()]) {
      if (owner === worker) finish(fail('owner-gone'));
    }
  }

  #publish(envelope: Envelope): void {
    this.#io.serverSideEmit(EVENT, envelope);
  }
}
