/**
 * Hot frames beside Socket.IO's event path, on the same connections: written to and read from the WebSocket itself,
 * as one binary message with nothing added (rule P1). With hot-reader and tcp-handle the only module that knows what
 * lies under a Socket.IO connection. Who gets which stream is still decided by Socket.IO's rooms.
 */
import type { Server, Socket } from 'socket.io';
import type { SeatId } from '../core/ids.ts';
import { AreaCut, type AreaFrame } from '../protocol/area-cut.ts';
import {
  BINARY_MESSAGE,
  type MessageReceiver,
  OPEN,
  type ReadableWebSocket,
  SHORT_PAYLOAD,
  takeHotMessages,
} from './hot-reader.ts';
import { TcpHandle } from './tcp-handle.ts';

/** The parts of engine.io and ws that are used here. */
interface Connection {
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  write(data: Uint8Array): void;
  on(event: 'packetCreate' | 'drain', listener: () => void): void;
  readonly transport: { readonly socket: WebSocketParts };
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
  readonly #lines = new Map<string, HotLine>();
  readonly #members = new Map<string, Set<HotLine>>();
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
   * Takes the hot frames of a connection from now on, in both directions, until it ends.
   * @param receiver gets those of the guest, also such as come after this end has closed the connection.
   */
  open(socket: Socket, seat: SeatId, receiver: MessageReceiver): HotLine {
    const connection = socket.conn as unknown as Connection;
    const webSocket = connection.transport.socket;
    const handle = TcpHandle.of(webSocket._socket);
    takeHotMessages(webSocket, handle, receiver);
    const line = new HotLine(seat, connection, handle);
    this.#lines.set(socket.id, line);
    // Its rooms are left before this.
    socket.once('disconnect', () => this.#lines.delete(socket.id));
    return line;
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
    for (const line of members) line.write(bytes, message);
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
      line.write(bytes, messages.get(bytes));
    }
  }

  /** To one connection of this process; nothing happens when it is gone. */
  send(socketId: string, bytes: Uint8Array): void {
    this.#flush(); // whoever gets this must not get after it what was said before
    this.#lines.get(socketId)?.write(bytes, asMessage(bytes));
  }
}

/** One connection's way out for hot frames. Each object that is looked at here is one more that is not at hand. */
export class HotLine {
  readonly seat: SeatId;
  readonly #connection: Connection;
  readonly #webSocket: WebSocketParts;
  /** Undefined where it cannot be used; then everything goes through the stream. */
  readonly #handle: TcpHandle | undefined;
  /** Does Socket.IO hold something back? */
  #isBehind: boolean;

  constructor(seat: SeatId, connection: Connection, handle: TcpHandle | undefined) {
    this.seat = seat;
    this.#connection = connection;
    this.#webSocket = connection.transport.socket;
    this.#handle = handle;
    this.#isBehind = connection.writeBuffer.length > 0;
    connection.on('packetCreate', () => {
      this.#isBehind = true;
      handle?.othersWrite();
    });
    connection.on('drain', () => {
      this.#isBehind = false;
    });
  }

  /**
   * What Socket.IO still holds back comes first: order is kept. So do giants, which are its business.
   * @param message `bytes` as a whole message, made once for all who get it; undefined: too long for that.
   */
  write(bytes: Uint8Array, message: Buffer | undefined): void {
    if (this.#webSocket.readyState !== OPEN) return;
    if (message === undefined || this.#isBehind) this.#connection.write(bytes);
    else if (this.#handle !== undefined) this.#handle.write(message);
    else this.#webSocket._socket.write(message);
  }

  /** Bytes that wait to be sent: in its WebSocket, and in Socket.IO's own buffer. */
  get backlogBytes(): number {
    if (!this.#isBehind && this.#handle?.isBehind === false) return 0;
    let bytes = this.#webSocket.bufferedAmount;
    for (const { data } of this.#connection.writeBuffer) {
      if (data instanceof Uint8Array || typeof data === 'string') bytes += data.length;
    }
    return bytes;
  }
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
