/**
 * A way to a host that can be cut, silenced and mended: passes TCP on, as the network between guests and host does.
 */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export class Relay {
  readonly #targetPort: number;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  private constructor(targetPort: number) {
    this.#targetPort = targetPort;
  }

  /** Opens a way to `targetPort` of this machine, on a free port. */
  static async open(targetPort: number): Promise<Relay> {
    const relay = new Relay(targetPort);
    await relay.mend();
    return relay;
  }

  /** Where guests go to. */
  get port(): number {
    return this.#port;
  }

  /** Ends all connections and takes no new ones, as when the host is gone. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = new Promise((resolve) =>
      server === undefined ? resolve(undefined) : server.close(resolve),
    );
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** From now on the connections that stand carry nothing any more, and nobody is told. New ones work. */
  silence(): void {
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.pause();
    }
  }

  /** Takes connections again, on the same port as before. */
  async mend(): Promise<void> {
    const server = createServer((guest) => this.#pass(guest));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
  }

  #pass(guest: Socket): void {
    const host = connect(this.#targetPort, '127.0.0.1');
    for (const [from, to] of [
      [guest, host],
      [host, guest],
    ] as const) {
      this.#sockets.add(from);
      from.setNoDelay(true);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.once('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}
