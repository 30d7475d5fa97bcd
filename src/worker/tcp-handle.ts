/**
 * A TCP socket at Node's own handle, past its streams: a small message there costs half of the time outside the
 * kernel. Uses what Node's streams themselves use, and only where that is there; what is not for it, or goes wrong,
 * is left to the streams. Used by hot-lines and hot-reader.
 */
import type { Socket } from 'node:net';

/** Node's handle, as net.Socket uses it. */
interface Handle {
  onread: (this: Handle, bytes: ArrayBuffer | undefined) => void;
  /** Ours: found from the handle, so that all handles share one listener. */
  [READER]?: TcpHandle;
  useUserBuffer(buffer: Uint8Array): void;
  /** Gives 0, or the system's error. */
  writeBuffer(request: WriteRequest, bytes: Uint8Array): number;
}
interface WriteRequest {
  /** Keeps the bytes of a write that takes longer. */
  buffer?: Uint8Array;
  oncomplete?: (status: number) => void;
}
interface StreamWrap {
  readonly WriteWrap: new () => WriteRequest;
  /** How the last call went, at the places that the two numbers say. */
  readonly streamBaseState: Int32Array;
  readonly kReadBytesOrError: number;
  readonly kLastWriteWasAsync: number;
}

/** Gets what a socket has received: a buffer that is valid during the call only, and how many bytes of it. */
export interface ByteReader {
  /** Gives back how many it has taken; the rest goes the usual way. */
  take(chunk: Buffer, length: number): number;
}

const READER = Symbol('reader');
/** On Windows a buffer may be lent to the system before anything has come, so that sockets could not share one. */
const streamWrap = process.platform === 'win32' ? undefined : findStreamWrap();
/** What all sockets are read into, one after the other: as much as Node itself reads at once, bytes. */
const CHUNK = Buffer.allocUnsafeSlow(65_536);
/** For the next write of any socket: only one that takes longer keeps it. */
let request = streamWrap === undefined ? undefined : new streamWrap.WriteWrap();

/**
 * Hundreds of these are used in turn, many times a second, and by then none is in the processor's cache any more: what
 * counts is how many objects are looked at for a message, hence the flags that say what need not be looked at.
 */
export class TcpHandle {
  readonly #socket: Socket;
  readonly #handle: Handle;
  #reader: ByteReader | undefined;
  /** What the handle called before. */
  #usual: Handle['onread'] | undefined;
  /** May there be bytes in the socket's stream that nobody has read yet? */
  #mayHoldRead = true;
  /** Is a write of ours still under way? */
  #isBusy = false;
  /** May there be bytes in the socket's stream that are still to be written? */
  #mayHoldWrites = true;

  /** The handle of a connected socket; undefined where it cannot be used: then the socket's own ways have to do. */
  static of(socket: Socket): TcpHandle | undefined {
    const handle = handleOf(socket) as Partial<Handle> | null | undefined;
    const isKnown =
      typeof handle?.onread === 'function' &&
      typeof handle.useUserBuffer === 'function' &&
      typeof handle.writeBuffer === 'function';
    return isKnown && streamWrap !== undefined ? new TcpHandle(socket, handle as Handle) : undefined;
  }

  private constructor(socket: Socket, handle: Handle) {
    this.#socket = socket;
    this.#handle = handle;
  }

  /** Is something that was written here not with the system yet? */
  get isBehind(): boolean {
    return this.#isBusy || this.#mayHoldWrites;
  }

  /** Shows `reader` all that comes from now on. */
  read(reader: ByteReader): void {
    const handle = this.#handle;
    this.#reader = reader;
    this.#usual = handle.onread;
    handle.useUserBuffer(CHUNK);
    handle[READER] = this;
    handle.onread = onRead;
  }

  /** Called by the handle: `length` bytes are in CHUNK; the end, or an error, is no length. */
  received(length: number): void {
    const handle = this.#handle;
    if (length <= 0) {
      this.#usual!.call(handle, undefined);
      return;
    }
    // What came before and still waits in the stream goes first.
    if (this.#mayHoldRead) this.#mayHoldRead = this.#socket.readableLength > 0;
    const taken = this.#mayHoldRead ? 0 : this.#reader!.take(CHUNK, length);
    if (taken === length || this.#socket.destroyed) return;
    this.#mayHoldRead = true;
    streamWrap!.streamBaseState[streamWrap!.kReadBytesOrError] = length - taken;
    this.#usual!.call(handle, CHUNK.buffer.slice(taken, length));
  }

  /** Has to be said when somebody else writes to the socket, if it matters that this goes first. */
  othersWrite(): void {
    this.#mayHoldWrites = true;
  }

  /** Writes after all that was written here, or announced, before. `bytes` must not change any more. */
  write(bytes: Uint8Array): void {
    if (this.#mayHoldWrites) this.#mayHoldWrites = this.#socket.writableLength > 0;
    // An error, also that the handle is closed, is met again there, and dealt with as usual.
    if (this.#isBusy || this.#mayHoldWrites || this.#handle.writeBuffer(request!, bytes) !== 0) {
      this.#mayHoldWrites = true;
      this.#socket.write(bytes);
    } else if (streamWrap!.streamBaseState[streamWrap!.kLastWriteWasAsync] !== 0) this.#await(bytes);
  }

  /** The system takes no more for now, and Node goes on by itself: until then its streams do the queueing. */
  #await(bytes: Uint8Array): void {
    this.#isBusy = true;
    request!.buffer = bytes;
    request!.oncomplete = (status) => {
      this.#isBusy = false;
      if (status < 0) this.#socket.destroy();
    };
    request = new streamWrap!.WriteWrap();
  }
}

/** One listener for all handles: a function of its own for each would be three more objects to look at. */
function onRead(this: Handle): void {
  this[READER]!.received(streamWrap!.streamBaseState[streamWrap!.kReadBytesOrError]!);
}

/** Null once the socket is closed. */
const handleOf = (socket: Socket): unknown => (socket as Socket & { readonly _handle?: unknown })._handle;

function findStreamWrap(): StreamWrap | undefined {
  try {
    const { binding } = process as unknown as { binding(name: string): Partial<StreamWrap> };
    const wrap = binding('stream_wrap');
    const isKnown =
      typeof wrap.WriteWrap === 'function' &&
      wrap.streamBaseState instanceof Int32Array &&
      typeof wrap.kReadBytesOrError === 'number' &&
      typeof wrap.kLastWriteWasAsync === 'number';
    return isKnown ? (wrap as StreamWrap) : undefined;
  } catch {
    return undefined; // a Node that keeps it to itself
  }
}
