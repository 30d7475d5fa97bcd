/**
 * The one port of the host: accepts connections and lets @socket.io/sticky hand each to the worker that its
 * route key names. There is one router per process, because sticky and the adapter hub stay attached to
 * `cluster` for good; it opens and closes its port.
 */
import cluster from 'node:cluster';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setupPrimary } from '@socket.io/cluster-adapter';
import { setupMaster } from '@socket.io/sticky';
import { fail, ok, type Result } from '../core/result.ts';
import type { HostProblem } from '../protocol/console.ts';
import { TIMES } from '../protocol/limits.ts';

/** Ports tried after the wanted one before any free one is taken. */
const NEXT_PORTS = 20;

export class Router {
  readonly #server: Server;

  constructor() {
    this.#server = createServer();
    // A connection that says nothing never reaches a worker: it must not stay for ever either.
    this.#server.on('connection', (socket: Socket) => {
      const timer = setTimeout(() => socket.destroy(), TIMES.handshakeMs);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => clearTimeout(timer));
      socket.once('data', () => clearTimeout(timer));
    });
    setupMaster(this.#server, { loadBalancingMethod: 'least-connection' });
    setupPrimary();
  }

  /** Opens the port, or the next free one. Resolves with the port that it is. */
  async open(wanted: number): Promise<Result<number, HostProblem>> {
    const candidates = wanted === 0 ? [0] : [...Array(NEXT_PORTS).keys()].map((n) => wanted + n).concat(0);
    let lastError = '';
    for (const port of candidates) {
      const error = await this.#listen(port);
      if (error === undefined) return ok((this.#server.address() as AddressInfo).port);
      lastError = error.message;
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') break;
    }
    const text = `No port could be opened for guests (${lastError}). Check whether a security program forbids it.`;
    return fail({ code: 'no-port', text });
  }

  /** Closes the port; connections that workers hold are theirs to end. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #listen(port: number): Promise<NodeJS.ErrnoException | undefined> {
    return new Promise((resolve) => {
      const failed = (error: NodeJS.ErrnoException): void => resolve(error);
      this.#server.once('error', failed);
      this.#server.listen(port, () => {
        this.#server.off('error', failed);
        resolve(undefined);
      });
    });
  }
}

let router: Router | undefined;

/** The process's router; made at the first call. Only the cluster's primary has one. */
export function theRouter(): Router {
  if (!cluster.isPrimary) throw new Error('Only the primary routes.');
  router ??= new Router();
  return router;
}
