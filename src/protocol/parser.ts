/**
 * The Socket.IO parser of both ends: hot frames (event 'f' with bytes) travel as one binary message with
 * nothing added, everything else as one line of JSON (rules P1 to P4 of PROTOCOL.md).
 */
import { Emitter } from '@socket.io/component-emitter';
import * as v from 'valibot';
import { EVENTS } from './messages.ts';

/** Packet types of Socket.IO 5 that this parser carries; binary variants fall together with these. */
const CONNECT = 0;
const EVENT = 2;
const ACK = 3;
const CONNECT_ERROR = 4;
const BINARY_EVENT = 5;

interface Packet {
  readonly type: number;
  readonly nsp: string;
  readonly data?: unknown;
  readonly id?: number;
}

/** Rule P3: what a text packet may look like; all else is refused. */
const packetSchema = v.pipe(
  v.strictObject({
    type: v.picklist([CONNECT, 1, EVENT, ACK, CONNECT_ERROR]),
    nsp: v.literal('/'),
    data: v.optional(v.unknown()),
    id: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
  v.check((packet) => {
    if (packet.type === EVENT) return Array.isArray(packet.data) && typeof packet.data[0] === 'string';
    if (packet.type === ACK) return Array.isArray(packet.data) && packet.id !== undefined;
    // `null` would become the handshake's `auth`, which everybody behind this door takes for an object.
    if (packet.data === null) return false;
    return packet.data === undefined || (typeof packet.data === 'object' && !Array.isArray(packet.data));
  }),
);

/** Names that Socket.IO gives a meaning of its own; a client may not send them. */
const RESERVED = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
]);

export class Encoder {
  encode(packet: Packet): (string | Uint8Array)[] {
    const { type, nsp, data, id } = packet;
    if ((type === EVENT || type === BINARY_EVENT) && Array.isArray(data) && data[0] === EVENTS.frame) {
      return [data[1] as Uint8Array];
    }
    return [JSON.stringify({ type, nsp, data, id })];
  }
}

interface DecoderEvents {
  decoded: (packet: Packet) => void;
}

export class Decoder extends Emitter<DecoderEvents, DecoderEvents> {
  /** Takes one message of the connection. Throws on anything that is no packet; Socket.IO then closes it. */
  add(chunk: string | ArrayBuffer | Uint8Array): void {
    if (typeof chunk !== 'string') {
      const bytes = chunk instanceof Uint8Array ? chunk : new Uint8Array(chunk);
      this.emit('decoded', { type: EVENT, nsp: '/', data: [EVENTS.frame, bytes] });
      return;
    }
    const parsed = v.safeParse(packetSchema, JSON.parse(chunk));
    if (!parsed.success) throw new Error('bad-message');
    const { type, nsp, data, id } = parsed.output;
    if (type === EVENT && RESERVED.has((data as unknown[])[0] as string)) throw new Error('bad-message');
    this.emit('decoded', {
      type,
      nsp,
      ...(data === undefined ? {} : { data }),
      ...(id === undefined ? {} : { id }),
    });
  }

  /** Called by Socket.IO when the connection is gone. There is nothing to give back. */
  destroy(): void {
    this.off();
  }
}

/** What `new Server(..., { parser })` and `io(..., { parser })` take. */
export const frameParser = { Encoder, Decoder, protocol: 5 };
