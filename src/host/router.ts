/**
 * The one port of the host: accepts connections and lets @socket.io/sticky hand each to the worker that its
 * route key names. There is one router per process, because sticky and the adapter hub stay attached to
 * `cluster` for good; it opens and closes its port.
 */
import cluster, { type Worker } from 'node:cluster';
import { EventEmitter } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setupPrimary } from '@socket.io/cluster-adapter';
import { setupMaster } from '@socket.io/sticky';
import { fail, ok, type Result } from '../core/result.ts';
import type { HostProblem } from '../protocol/console.ts';
import type { FromWorker } from '../protocol/control.ts';
import { DEFAULT_PORT, TIMES } from '../protocol/limits.ts';

/** Ports tried after the wanted one before any free one is taken. */
const NEXT_PORTS = 20;

/**
 * A request that may bring more than its header. Sticky keeps the connection of every header in which these words
 * stand, wherever they stand, so this looks for them just as it does.
 */
const HAS_BODY = /(content-length|transfer-encoding):/i;
/** Guests only ever read, and play over WebSockets: nothing that they send has a body. */
const NO_BODIES = plainAnswer('413 Content Too Large', 'Porchlight takes nothing that is sent along.');
const TOO_LONG = plainAnswer(
  '431 Request Header Fields Too Large',
  'The address or the cookies of this request are too long. Open the link from the host’s screen.',
);
const HEADER_END = Buffer.from('\r\n\r\n');
/** Node's own limit for a request's header, bytes. */
const MAX_HEADER_BYTES = 16 * 1024;
/** Connections that may be in the middle of their header at once; more are turned away. */
const MAX_WAITING = 500;
/** First byte of a TLS connection: somebody typed https. */
const TLS_HANDSHAKE = 0x16;
/** TLS's own way to say "no" at once, handshake_failure: a browser falls back to http instead of guessing why. */
const TLS_REFUSAL = Buffer.from([0x15, 3, 1, 0, 2, 2, 40]);

export class Router {
  readonly #server: Server;
  /** Sticky listens here for connections; it gets each one once its header is complete. */
  readonly #greeted = new EventEmitter();
  /** Connections that have not said who they are yet. */
  readonly #waiting = new Set<Socket>();
  /** Connections on their way to a worker, for some time: those that it has confirmed are closed here. */
  readonly #leaving = new Set<Leaving>();
  /** Connections that came before anybody could serve them; undefined: they are served. */
  #early: Set<Socket> | undefined;
  #onVisit: (remote: string) => void = () => {};

  constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => {
      if (this.#early === undefined) this.#greet(socket);
      else this.#hold(socket, this.#early);
    });
    setupMaster(this.#greeted as unknown as HttpServer, { loadBalancingMethod: 'least-connection' });
    setupPrimary();
    cluster.on('fork', (worker) => setLoad(worker, Number.POSITIVE_INFINITY));
    // Connections that were on their way to a dying worker ask again at once when they are told.
    cluster.on('disconnect', () => this.#letGo());
    cluster.on('exit', () => this.#letGo());
    cluster.on('message', (worker, message: FromWorker) => {
      if (message.kind === 'ready') setLoad(worker, 0);
    });
  }

  /**
   * Waits for the whole header before a worker gets the connection. Sticky by itself hands over at the first
   * chunk: a header in two chunks would then be torn between two processes, and silence would hold a worker.
   */
  #greet(socket: Socket): void {
    if (this.#waiting.size >= MAX_WAITING) {
      socket.destroy();
      return;
    }
    let header: Buffer = Buffer.alloc(0);
    const timer = setTimeout(() => socket.destroy(), TIMES.handshakeMs);
    this.#waiting.add(socket);
    const settled = (): void => {
      clearTimeout(timer);
      this.#waiting.delete(socket);
    };
    const onData = (chunk: Buffer): void => {
      if (header.length === 0) this.#onVisit(socket.remoteAddress ?? '');
      header = header.length === 0 ? chunk : Buffer.concat([header, chunk]);
      const refusal = refusalOf(header);
      if (refusal === undefined && header.indexOf(HEADER_END) < 0) return;
      socket.off('data', onData);
      if (refusal !== undefined) {
        socket.end(refusal, () => socket.destroy());
        return;
      }
      settled();
      this.#handOver(socket, header);
    };
    socket.on('error', () => socket.destroy());
    socket.once('close', settled);
    socket.on('data', onData);
  }

  /** Gives a connection away. One that its worker does not take in time is let go of: the worker is stuck or dead. */
  #handOver(socket: Socket, header: Buffer): void {
    const handle = stopReading(socket);
    this.#greeted.emit('connection', socket);
    socket.emit('data', header);
    if (handle === null || !isOpen(handle)) return;
    const leaving = { socket, handle };
    this.#leaving.add(leaving);
    setTimeout(() => {
      this.#leaving.delete(leaving);
      letGo(leaving);
    }, TIMES.handshakeMs).unref();
  }

  /** The port is open, but nobody is ready to serve: whoever is early waits a moment. */
  #hold(socket: Socket, early: Set<Socket>): void {
    socket.on('error', () => socket.destroy());
    if (early.size >= MAX_WAITING) {
      socket.destroy();
      return;
    }
    early.add(socket);
    socket.once('close', () => early.delete(socket));
  }

  /**
   * From now on connections are served, those first that came early.
   * @param onVisit told the other end's address of every connection on which something was said.
   */
  serve(onVisit: (remote: string) => void): void {
    this.#onVisit = onVisit;
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const socket of early) this.#greet(socket);
  }

  /** A worker gets no connection that names no worker, as long as there is another one; or gets them again. */
  setAside(worker: number, isAside: boolean): void {
    const known = cluster.workers?.[worker];
    if (known !== undefined) setLoad(known, isAside ? Number.POSITIVE_INFINITY : 0);
  }

  /** Opens the port, or the next free one; connections wait for `serve`. Resolves with the port that it is. */
  async open(wanted: number): Promise<Result<number, HostProblem>> {
    this.#early = new Set();
    let lastError = '';
    for (const port of candidatesFor(wanted)) {
      const error = await this.#listen(port);
      if (error === undefined) return ok((this.#server.address() as AddressInfo).port);
      lastError = error.message;
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') break;
    }
    const text = `No port could be opened for guests (${lastError}). Check whether a security program forbids it.`;
    return fail({ code: 'no-port', text });
  }

  /**
   * Closes the port and every connection that no worker has taken. Those that workers hold are theirs to end, and
   * are not waited for.
   */
  close(): void {
    this.#server.close();
    for (const socket of [...this.#waiting, ...(this.#early ?? [])]) socket.destroy();
    this.#letGo();
  }

  /** Ends every connection that no worker has taken yet. */
  #letGo(): void {
    for (const leaving of this.#leaving) letGo(leaving);
    this.#leaving.clear();
  }

  #listen(port: number): Promise<NodeJS.ErrnoException | undefined> {
    return new Promise((resolve) => {
      const finish = (error?: NodeJS.ErrnoException): void => {
        this.#server.off('error', finish).off('listening', finish);
        resolve(error);
      };
      this.#server.once('error', finish).once('listening', finish).listen(port);
    });
  }
}

/** Ports to try: the wanted one and those after it, then the usual ones (80 may need rights), then any. */
function candidatesFor(wanted: number): number[] {
  if (wanted === 0) return [0];
  const from = (first: number): number[] =>
    [...Array(NEXT_PORTS).keys()].map((n) => first + n).filter((port) => port <= 65_535);
  return [...new Set([...from(wanted), ...from(DEFAULT_PORT), 0])];
}

/** What to answer at once instead of letting a worker serve it; undefined: nothing is wrong so far. */
function refusalOf(header: Buffer): string | Buffer | undefined {
  if (header[0] === TLS_HANDSHAKE) return TLS_REFUSAL;
  if (header.length > MAX_HEADER_BYTES) return TOO_LONG;
  const end = header.indexOf(HEADER_END);
  return end >= 0 && HAS_BODY.test(header.toString('latin1', 0, end)) ? NO_BODIES : undefined;
}

/** A whole answer with a sentence for a person. */
function plainAnswer(status: string, text: string): string {
  return [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    '',
    text,
  ].join('\r\n');
}

/** What lies under a socket; Node closes it when the worker has confirmed that it holds the connection. */
interface Handle {
  readonly fd: number;
  reading: boolean;
  readStop(): void;
  close(): void;
}

interface Leaving {
  readonly socket: Socket;
  readonly handle: Handle;
}

const handleOf = (socket: Socket): Handle | null => (socket as unknown as { _handle: Handle | null })._handle;
const isOpen = (handle: Handle): boolean => handle.fd >= 0;

/**
 * Stops the socket's handle itself: `pause()` alone goes on reading into a buffer. Until the worker has confirmed
 * that it holds the connection, this process would otherwise swallow what the guest says first: one in thirty
 * WebSockets that were opened on this machine never got an answer to their handshake.
 */
function stopReading(socket: Socket): Handle | null {
  const handle = handleOf(socket);
  socket.pause();
  handle?.readStop();
  if (handle !== null) handle.reading = false;
  return handle;
}

/**
 * Ends a connection that no worker has confirmed. Node takes the handle from its socket when it sends it; if the
 * worker is dying just then nobody would ever close it, and the guest would wait for an answer.
 */
function letGo({ socket, handle }: Leaving): void {
  if (!isOpen(handle)) return;
  if (handleOf(socket) === handle) socket.destroy();
  else handle.close();
}

/**
 * Sets the number by which sticky finds the worker with the least connections. It counts workers that are still
 * starting as idle ones; with an infinite load they get what names no worker only when there is no other.
 */
function setLoad(worker: Worker, connections: number): void {
  (worker as Worker & { clientsCount?: number }).clientsCount = connections;
}

let router: Router | undefined;

/** The process's router; made at the first call. Only the cluster's primary has one. */
export function theRouter(): Router {
  if (!cluster.isPrimary) throw new Error('Only the primary routes.');
  router ??= new Router();
  return router;
}
