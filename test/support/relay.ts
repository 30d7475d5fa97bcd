/**
 * A way to a host that can be cut, silenced and mended: passes TCP on, as the network between guests and host does.
 * For tests, and for the chaos run (scripts/chaos).
 */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** One guest's connection, and ours to the host that goes with it. */
interface Way {
  readonly guest: Socket;
  readonly host: Socket;
}

export class Relay {
  /** Connections that there were, and how many of them `cutsBefore` has broken. */
  connections = 0;
  cuts = 0;
  readonly #targetPort: number;
  readonly #cutsBefore: (said: Buffer) => boolean;
  /** Those that carry something, the oldest first. */
  readonly #ways = new Set<Way>();
  readonly #silent = new Set<Way>();
  #server: Server | undefined;
  #port = 0;

  private constructor(targetPort: number, cutsBefore: (said: Buffer) => boolean) {
    this.#targetPort = targetPort;
    this.#cutsBefore = cutsBefore;
  }

  /**
   * Opens a way to `targetPort` of this machine, on a free port.
   * @param cutsBefore told what the host says; true: it never arrives, the connection breaks instead.
   */
  static async open(targetPort: number, cutsBefore = (_said: Buffer): boolean => false): Promise<Relay> {
    const relay = new Relay(targetPort, cutsBefore);
    await relay.mend();
    return relay;
  }

  /** Where guests go to. */
  get port(): number {
    return this.#port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Ends all connections and takes no new ones, as when the host is gone. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = new Promise((resolve) =>
      server === undefined ? resolve(undefined) : server.close(resolve),
    );
    this.sever();
    for (const way of this.#silent) destroy(way);
    await closed;
  }

  /** Ends the `count` oldest connections. New ones work. */
  sever(count = this.#ways.size): void {
    for (const way of [...this.#ways].slice(0, count)) destroy(way);
  }

  /** From now on the `count` oldest connections carry nothing any more, and nobody is told. New ones work. */
  silence(count = this.#ways.size): void {
    for (const way of [...this.#ways].slice(0, count)) {
      this.#ways.delete(way);
      this.#silent.add(way);
      way.guest.pause();
      way.host.pause();
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
    this.connections++;
    const way = { guest, host: connect(this.#targetPort, '127.0.0.1') };
    this.#ways.add(way);
    // What was read before a silence must not be passed on after it.
    guest.on('data', (said) => void (this.#ways.has(way) && way.host.write(said)));
    way.host.on('data', (said) => {
      if (this.#cutsBefore(said)) {
        this.cuts++;
        guest.destroy();
      } else if (this.#ways.has(way)) guest.write(said);
    });
    for (const socket of [guest, way.host]) {
      socket.setNoDelay(true);
      socket.on('error', () => {}); // 'close' follows
      // The end of one is the end of the other.
      socket.once('close', () => {
        this.#ways.delete(way);
        this.#silent.delete(way);
        destroy(way);
      });
    }
  }
}

function destroy({ guest, host }: Way): void {
  guest.destroy();
  host.destroy();
}
