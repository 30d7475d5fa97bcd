/**
 * Hot frames beside Socket.IO's event path, on the same connections: written to and read from the WebSocket itself,
 * as one binary message with nothing added (rule P1). With hot-reader and tcp-handle the only module that knows what
 * lies under a Socket.IO connection. Who gets which stream is still decided by Socket.IO's rooms.
 */
import type { Server, Socket } from 'socket.io';
import type { BitReader } from '../core/bytes.ts';
import type { SeatId } from '../core/ids.ts';
import { AreaCut, type AreaFrame } from '../protocol/area-cut.ts';
import {
  BINARY_MESSAGE,
  OPEN,
  type ReadableWebSocket,
  SHORT_PAYLOAD,
  takeHotMessages,
} from './hot-reader.ts';
import { TcpHandle } from './tcp-handle.ts';

interface Line {
  readonly connection: Connection;
  readonly webSocket: WebSocketParts;
  /** Where its bytes go, and `behind`: does Socket.IO hold something back? Kept at hand: see `write`. */
  readonly tcp: ByteSink;
  isBehind: boolean;
  readonly seat: SeatId;
}

/** The parts of engine.io and ws that are used here. */
interface Connection {
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  write(data: Uint8Array): void;
  on(event: 'packetCreate' | 'drain', listener: () => void): void;
  readonly transport: { readonly socket: WebSocketParts };
}
interface ByteSink {
  write(bytes: Uint8Array): void;
}
interface WebSocketParts extends ReadableWebSocket {
  readonly bufferedAmount: number;
}
/** The longest payload with a header of four bytes. */
const LONG_PAYLOAD = 65_535;

const STREAM_SUFFIX = ':frames';
/** The Socket.IO room of those among `members` whose stream runs. */
export const streamOf = (members: string): string => members + STREAM_SUFFIX;
/** Is this Socket.IO room one of those who get a room's snapshots? */
export const isStream = (socketRoom: string): boolean => socketRoom.endsWith(STREAM_SUFFIX);

export class HotLines {
  readonly #lines = new Map<string, Line>();
  readonly #members = new Map<string, Set<Line>>();
  readonly #outbox: { readonly socketRoom: string; readonly bytes: Uint8Array }[] = [];

  /** @param io its Socket.IO rooms decide who gets what; their members are kept here by name, ready to be written to. */
  constructor(io: Server) {
    const { adapter } = io.of('/');
    adapter.on('join-room', (socketRoom: string, id: string) => {
      const line = this.#lines.get(id);
      if (line === undefined || !isStream(socketRoom)) return;
      const members = this.#members.get(socketRoom);
      if (members === undefined) this.#members.set(socketRoom, new Set([line]));
      else members.add(line);
    });
    adapter.on('leave-room', (socketRoom: string, id: string) => {
      const line = this.#lines.get(id);
      if (line !== undefined) this.#members.get(socketRoom)?.delete(line);
    });
    adapter.on('delete-room', (socketRoom: string) => this.#members.delete(socketRoom));
  }

  /**
   * Takes the hot frames of a connection from now on, in both directions, until it ends. What `receive` gets is valid
   * during the call only.
   */
  open(socket: Socket, seat: SeatId, receive: (frame: BitReader) => void): void {
    const connection = socket.conn as unknown as Connection;
    const webSocket = connection.transport.socket;
    const handle = TcpHandle.of(webSocket._socket);
    takeHotMessages(webSocket, handle, (frame) => {
      if (socket.connected) receive(frame);
    });
    const isBehind = connection.writeBuffer.length > 0;
    const line: Line = { connection, webSocket, tcp: handle ?? webSocket._socket, isBehind, seat };
    connection.on('packetCreate', () => {
      line.isBehind = true;
    });
    connection.on('drain', () => {
      line.isBehind = false;
    });
    this.#lines.set(socket.id, line);
    // Its rooms are left before this.
    socket.once('disconnect', () => this.#lines.delete(socket.id));
  }

  /**
   * To all connections of this process in a Socket.IO room. The message is built once, and written when all rooms
   * that are due have played: one long loop of writes runs faster than many short ones between other work.
   */
  broadcast(socketRoom: string, bytes: Uint8Array): void {
    this.#outbox.push({ socketRoom, bytes });
    if (this.#outbox.length === 1) process.nextTick(this.#flush);
  }

  /** What another worker has said, at once: its order among the other messages of that worker is kept. */
  passOn(socketRoom: string, bytes: Uint8Array): void {
    this.#flush();
    this.#writeAll(socketRoom, bytes);
  }

  readonly #flush = (): void => {
    for (const { socketRoom, bytes } of this.#outbox) this.#writeAll(socketRoom, bytes);
    this.#outbox.length = 0;
  };

  #writeAll(socketRoom: string, bytes: Uint8Array): void {
    const members = this.#members.get(socketRoom);
    if (members === undefined) return;
    const message = asMessage(bytes);
    for (const line of members) write(line, bytes, message);
  }

  /** To the same, each its part of a large arena; guests who look from the same cells share it. */
  spread(socketRoom: string, frame: AreaFrame): void {
    this.#flush(); // a hash of the tick before must not come after this
    const members = this.#members.get(socketRoom);
    if (members === undefined) return;
    const cut = new AreaCut(frame);
    const messages = new Map<Uint8Array, Buffer | undefined>();
    for (const line of members) {
      const bytes = cut.for(line.seat);
      if (!messages.has(bytes)) messages.set(bytes, asMessage(bytes));
      write(line, bytes, messages.get(bytes));
    }
  }

  /** To one connection of this process; nothing happens when it is gone. */
  send(socketId: string, bytes: Uint8Array): void {
    this.#flush(); // whoever gets this must not get after it what was said before
    const line = this.#lines.get(socketId);
    if (line !== undefined) write(line, bytes, asMessage(bytes));
  }

  /** Bytes that wait to be sent on a connection: in its WebSocket, and in Socket.IO's own buffer. */
  backlogBytes(socketId: string): number {
    const line = this.#lines.get(socketId)?.connection;
    if (line === undefined) return 0;
    let bytes = line.transport.socket.bufferedAmount;
    for (const { data } of line.writeBuffer) {
      if (data instanceof Uint8Array || typeof data === 'string') bytes += data.length;
    }
    return bytes;
  }
}

/**
 * What Socket.IO still holds back comes first: order is kept. So do giants, which are its business. Each object that is
 * looked at here is one more that is not in the processor's cache, for every guest and tick.
 */
function write(line: Line, bytes: Uint8Array, message: Buffer | undefined): void {
  if (line.webSocket.readyState !== OPEN) return;
  if (message === undefined || line.isBehind) line.connection.write(bytes);
  else line.tcp.write(message);
}

/** A whole WebSocket message, unmasked as servers send it; undefined when it is too long for that. */
function asMessage(bytes: Uint8Array): Buffer | undefined {
  if (bytes.length > LONG_PAYLOAD) return undefined;
  const isShort = bytes.length <= SHORT_PAYLOAD;
  const headBytes = isShort ? 2 : 4;
  const message = Buffer.allocUnsafe(headBytes + bytes.length);
  message[0] = BINARY_MESSAGE;
  if (isShort) message[1] = bytes.length;
  else {
    message[1] = SHORT_PAYLOAD + 1;
    message.writeUInt16BE(bytes.length, 2);
  }
  message.set(bytes, headBytes);
  return message;
}
