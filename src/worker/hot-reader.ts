/**
 * Reads hot messages from a WebSocket. What a guest sends in play is a small binary message that comes whole; it is
 * taken right where the bytes arrive, for half the price of the way through ws' stream. Everything else is left to
 * ws: long, split or readable messages, pings, and whatever breaks the rules.
 */
import type { Socket } from 'node:net';
import { BitReader } from '../core/bytes.ts';
import type { ByteReader, TcpHandle } from './tcp-handle.ts';

/** The parts of a WebSocket of ws that are used here. */
export interface ReadableWebSocket {
  readonly readyState: number;
  readonly _socket: Socket;
  readonly _receiver: {
    /** What it waits for. */
    readonly _state: number;
    readonly _bufferedBytes: number;
    /** The opcode of a message of which only a part has come; 0: none. */
    readonly _fragmented: number;
  };
  listeners(event: 'message'): MessageListener[];
  removeAllListeners(event: 'message'): void;
  on(event: 'message', listener: MessageListener): void;
}
type MessageListener = (data: Buffer, isBinary: boolean) => void;
type ByteListener = (chunk: Buffer) => void;

/** The state of a WebSocket that is neither closing nor closed. */
export const OPEN = 1;
/** FIN and the opcode of a binary message (RFC 6455, section 5.2, as is what follows). */
export const BINARY_MESSAGE = 0x82;
/** Payloads up to this length, bytes, have a header of two bytes. */
export const SHORT_PAYLOAD = 125;
/** Set in the header's second byte: a mask follows. Clients always mask. */
const MASKED = 0x80;
const MASK_BYTES = 4;
const HEADER_BYTES = 2 + MASK_BYTES;
/** The state of ws' receiver between two messages. */
const AT_START = 0;
/** Over the message that is being handed on: one for all, because there are so many. */
const message = new BitReader(new Uint8Array());

/** Gets the binary messages of a WebSocket, in order. */
export interface MessageReceiver {
  /** `message` is valid during the call only. */
  receive(message: BitReader): void;
}

/**
 * Hands all binary messages of an open WebSocket to `receiver`, and only readable ones to those who have listened so
 * far. What comes after this end has closed it is handed on too.
 * @param handle of its TCP socket; undefined: what comes is taken from the socket as a stream.
 */
export function takeHotMessages(
  webSocket: ReadableWebSocket,
  handle: TcpHandle | undefined,
  receiver: MessageReceiver,
): void {
  const readable = webSocket.listeners('message');
  webSocket.removeAllListeners('message');
  webSocket.on('message', (data, isBinary) => {
    if (isBinary) receiver.receive(message.over(data));
    else for (const listener of readable) listener(data, isBinary);
  });

  const reader = new HotReader(webSocket, receiver);
  if (handle !== undefined) {
    handle.read(reader);
    return;
  }
  const { _socket: source } = webSocket;
  const [whole] = source.listeners('data') as ByteListener[];
  if (whole === undefined) return; // another version of ws, which reads in another way
  source.removeListener('data', whole);
  source.on('data', (chunk) => {
    const taken = reader.take(chunk, chunk.length);
    if (taken < chunk.length) whole.call(source, chunk.subarray(taken));
  });
}

class HotReader implements ByteReader {
  readonly #receiver: MessageReceiver;
  readonly #webSocket: ReadableWebSocket;
  /** Has ws got something to read? As long as it gets nothing it stays between two messages, and need not be asked. */
  #hasReadOn = true;

  constructor(webSocket: ReadableWebSocket, receiver: MessageReceiver) {
    this.#webSocket = webSocket;
    this.#receiver = receiver;
  }

  take(chunk: Buffer, length: number): number {
    if (this.#hasReadOn) this.#hasReadOn = !this.#isBetweenMessages();
    if (this.#hasReadOn) return 0;
    let at = 0;
    while (at < length) {
      const payload = shortMessageAt(chunk, at, length);
      if (payload < 0) {
        this.#hasReadOn = true;
        break;
      }
      const start = at + HEADER_BYTES;
      at = start + payload;
      unmask(chunk, start, payload);
      this.#receiver.receive(message.over(chunk, start, at));
    }
    return at;
  }

  #isBetweenMessages(): boolean {
    const { readyState, _receiver: receiver } = this.#webSocket;
    return (
      readyState === OPEN &&
      receiver._state === AT_START &&
      receiver._bufferedBytes === 0 &&
      receiver._fragmented === 0
    );
  }
}

/** Bytes of the payload of a short, whole, masked binary message at `at` of what ends at `end`; -1: there is none. */
function shortMessageAt(chunk: Buffer, at: number, end: number): number {
  if (end - at < HEADER_BYTES || chunk[at] !== BINARY_MESSAGE) return -1;
  const length = chunk[at + 1]! - MASKED;
  return length > SHORT_PAYLOAD || at + HEADER_BYTES + length > end ? -1 : length;
}

function unmask(chunk: Buffer, start: number, length: number): void {
  const mask = start - MASK_BYTES;
  for (let i = 0; i < length; i++) chunk[start + i]! ^= chunk[mask + (i & 3)]!;
}
