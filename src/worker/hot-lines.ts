/**
 * Hot frames beside Socket.IO's event path, on the same connections: written to and read from the WebSocket itself,
 * as one binary message with nothing added (rule P1). The only module that knows what lies under a Socket.IO
 * connection. Who gets which stream is still decided by Socket.IO's rooms.
 */
import type { Server, Socket } from 'socket.io';

/** The parts of engine.io and ws that are used here. */
interface Connection {
  readonly readyState: string;
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  write(data: Uint8Array): void;
  readonly transport: { readonly socket: WebSocketParts };
}
interface WebSocketParts {
  readonly bufferedAmount: number;
  /** The same that engine.io calls with frames that it has prepared. */
  readonly _sender: { sendFrame(frames: readonly Uint8Array[]): void };
  listeners(event: 'message'): MessageListener[];
  removeAllListeners(event: 'message'): void;
  on(event: 'message', listener: MessageListener): void;
}
type MessageListener = (data: Buffer, isBinary: boolean) => void;

/** FIN and the opcode of a binary message (RFC 6455, section 5.2). */
const BINARY_MESSAGE = 0x82;
/** Payloads up to these lengths, bytes, have a header of two bytes, or of four. */
const SHORT_PAYLOAD = 125;
const LONG_PAYLOAD = 65_535;

export class HotLines {
  readonly #io: Server;
  readonly #lines = new Map<string, Connection>();

  constructor(io: Server) {
    this.#io = io;
  }

  /** Takes the hot frames of a connection from now on, in both directions, until it ends. */
  open(socket: Socket, receive: (bytes: Uint8Array) => void): void {
    const connection = socket.conn as unknown as Connection;
    const webSocket = connection.transport.socket;
    const others = webSocket.listeners('message');
    webSocket.removeAllListeners('message');
    webSocket.on('message', (data, isBinary) => {
      if (!isBinary) for (const listener of others) listener(data, isBinary);
      else if (socket.connected) receive(data);
    });
    this.#lines.set(socket.id, connection);
    socket.once('disconnect', () => this.#lines.delete(socket.id));
  }

  /** To all connections of this process in a Socket.IO room. The message is built once. */
  broadcast(socketRoom: string, bytes: Uint8Array): void {
    const ids = this.#io.of('/').adapter.rooms.get(socketRoom);
    if (ids === undefined) return;
    const message = asMessage(bytes);
    for (const id of ids) {
      const line = this.#lines.get(id);
      if (line !== undefined) write(line, bytes, message);
    }
  }

  /** To one connection of this process; nothing happens when it is gone. */
  send(socketId: string, bytes: Uint8Array): void {
    const line = this.#lines.get(socketId);
    if (line !== undefined) write(line, bytes, asMessage(bytes));
  }

  /** Bytes that wait to be sent on a connection: in its WebSocket, and in Socket.IO's own buffer. */
  backlogBytes(socketId: string): number {
    const line = this.#lines.get(socketId);
    if (line === undefined) return 0;
    let bytes = line.transport.socket.bufferedAmount;
    for (const { data } of line.writeBuffer) {
      if (data instanceof Uint8Array || typeof data === 'string') bytes += data.length;
    }
    return bytes;
  }
}

/** What Socket.IO still holds back comes first: order is kept. So do giants, which are its business. */
function write(line: Connection, bytes: Uint8Array, message: Buffer | undefined): void {
  if (line.readyState !== 'open') return;
  if (message === undefined || line.writeBuffer.length > 0) line.write(bytes);
  else line.transport.socket._sender.sendFrame([message]);
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
