/**
 * Reads hot messages from a WebSocket. What a guest sends in play is a small binary message that comes whole; it is
 * taken right where the bytes arrive, for half the price of the way through ws' stream. Everything else is left to
 * ws: long, split or readable messages, pings, and whatever breaks the rules.
 */

/** The parts of a WebSocket of ws that are used here. */
export interface ReadableWebSocket {
  readonly readyState: number;
  readonly _socket: ByteSource;
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
interface ByteSource {
  listeners(event: 'data'): ByteListener[];
  removeListener(event: 'data', listener: ByteListener): void;
  on(event: 'data', listener: ByteListener): void;
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

/**
 * Hands all binary messages of an open WebSocket to `receive`, in order, and only readable ones to those who have
 * listened so far. The bytes are valid for as long as somebody keeps them.
 */
export function takeHotMessages(webSocket: ReadableWebSocket, receive: (bytes: Buffer) => void): void {
  const readable = webSocket.listeners('message');
  webSocket.removeAllListeners('message');
  webSocket.on('message', (data, isBinary) => {
    if (isBinary) receive(data);
    else for (const listener of readable) listener(data, isBinary);
  });

  const { _socket: source, _receiver: receiver } = webSocket;
  const [whole] = source.listeners('data');
  if (whole === undefined) return; // another version of ws, which reads in another way
  source.removeListener('data', whole);
  source.on('data', (chunk) => {
    let at = 0;
    if (receiver._state === AT_START && receiver._bufferedBytes === 0 && receiver._fragmented === 0) {
      while (webSocket.readyState === OPEN) {
        const length = shortMessageAt(chunk, at);
        if (length < 0) break;
        const start = at + HEADER_BYTES;
        at = start + length;
        unmask(chunk, start, length);
        receive(chunk.subarray(start, at));
      }
      if (at === chunk.length) return;
    }
    whole.call(source, at === 0 ? chunk : chunk.subarray(at));
  });
}

/** Bytes of the payload of a short, whole, masked binary message that begins at `at`; -1: there is none. */
function shortMessageAt(chunk: Buffer, at: number): number {
  if (chunk.length - at < HEADER_BYTES || chunk[at] !== BINARY_MESSAGE) return -1;
  const length = chunk[at + 1]! - MASKED;
  return length > SHORT_PAYLOAD || at + HEADER_BYTES + length > chunk.length ? -1 : length;
}

function unmask(chunk: Buffer, start: number, length: number): void {
  const mask = start - MASK_BYTES;
  for (let i = 0; i < length; i++) chunk[start + i]! ^= chunk[mask + (i & 3)]!;
}
