/**
 * A TCP socket at Node's own handle, past its streams: a small message there costs half of the time outside the
 * kernel. Uses what Node's streams themselves use, and only where that is there; what is not for it, or goes wrong,
 * is left to the streams. Used by hot-lines and hot-reader.
 */
import type { Socket } from 'node:net';

/** Node's handle, as net.Socket uses it. */
interface Handle {
  onread: (bytes: ArrayBuffer | undefined) => void;
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

/** On Windows a buffer may be lent to the system before anything has come, so that sockets could not share one. */
const streamWrap = process.platform === 'win32' ? undefined : findStreamWrap();
/** What all sockets are read into, one after the other: as much as Node itself reads at once, bytes. */
const CHUNK = Buffer.allocUnsafeSlow(65_536);
/** For the next write of any socket: only one that takes longer keeps it. */
let request = streamWrap === undefined ? undefined : new streamWrap.WriteWrap();

export class TcpHandle {
  readonly #socket: Socket;
  readonly #handle: Handle;
  readonly #wrap: StreamWrap;
  /** Is a write of ours still under way? */
  #isBusy = false;

  /** The handle of a connected socket; undefined where it cannot be used: then the socket's own ways have to do. */
  static of(socket: Socket): TcpHandle | undefined {
    const handle = handleOf(socket) as Partial<Handle> | null | undefined;
    const isKnown =
      typeof handle?.onread === 'function' &&
      typeof handle.useUserBuffer === 'function' &&
      typeof handle.writeBuffer === 'function';
    return isKnown && streamWrap !== undefined
      ? new TcpHandle(socket, handle as Handle, streamWrap)
      : undefined;
  }

  private constructor(socket: Socket, handle: Handle, wrap: StreamWrap) {
    this.#socket = socket;
    this.#handle = handle;
    this.#wrap = wrap;
  }

  /**
   * Shows `take` all that comes from now on: a buffer that is valid during the call only, and how many bytes of it.
   * It gives back how many it has taken; the rest goes the usual way.
   */
  read(take: (chunk: Buffer, length: number) => number): void {
    const handle = this.#handle;
    const { streamBaseState: state, kReadBytesOrError: result } = this.#wrap;
    const usual = handle.onread;
    // Asked only while it may be so: each object that is looked at for every message is one more that is not at hand.
    let mayWait = true;
    handle.useUserBuffer(CHUNK);
    handle.onread = () => {
      const length = state[result]!;
      if (length <= 0) {
        usual.call(handle, undefined); // the end, or an error
        return;
      }
      // What came before and still waits in the stream goes first.
      if (mayWait) mayWait = this.#socket.readableLength > 0;
      const taken = mayWait ? 0 : take(CHUNK, length);
      if (taken === length || this.#socket.destroyed) return;
      mayWait = true;
      state[result] = length - taken;
      usual.call(handle, CHUNK.buffer.slice(taken, length));
    };
  }

  /** Writes after all that was written to the socket before. `bytes` must not change any more. */
  write(bytes: Uint8Array): void {
    const isFree =
      !this.#isBusy && this.#socket.writableLength === 0 && handleOf(this.#socket) === this.#handle;
    // An error is met again there, and dealt with as usual.
    if (!isFree || this.#handle.writeBuffer(request!, bytes) !== 0) this.#socket.write(bytes);
    else if (this.#wrap.streamBaseState[this.#wrap.kLastWriteWasAsync] !== 0) this.#await(bytes);
  }

  /** The system takes no more for now, and Node goes on by itself: until then its streams do the queueing. */
  #await(bytes: Uint8Array): void {
    this.#isBusy = true;
    request!.buffer = bytes;
    request!.oncomplete = (status) => {
      this.#isBusy = false;
      if (status < 0) this.#socket.destroy();
    };
    request = new this.#wrap.WriteWrap();
  }
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
