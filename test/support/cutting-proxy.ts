/** A wire between guests and a host that the test can cut: plain TCP, one connection to the host for each of a guest's. */
import { connect, createServer, type Server, type Socket } from 'node:net';

export class CuttingProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Connections that there were, and how many of them were cut. */
  connections = 0;
  cuts = 0;

  /** @param cutsBefore told what the host says; true: it never arrives, the connection breaks instead. */
  constructor(hostPort: number, cutsBefore: (said: Buffer) => boolean) {
    this.#server = createServer((guest) => {
      this.connections++;
      const host = connect(hostPort, '127.0.0.1');
      this.#join(guest, host);
      guest.on('data', (said) => host.write(said));
      host.on('data', (said) => {
        if (!cutsBefore(said)) {
          guest.write(said);
          return;
        }
        this.cuts++;
        guest.destroy();
      });
    });
  }

  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy does not listen.');
    return `http://127.0.0.1:${address.port}`;
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  /** The end of one is the end of the other. */
  #join(guest: Socket, host: Socket): void {
    for (const [socket, other] of [
      [guest, host],
      [host, guest],
    ] as const) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {}); // 'close' follows
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
