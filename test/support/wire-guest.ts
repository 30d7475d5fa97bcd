/**
 * A guest that is nothing but a connection: takes a seat, writes down all that it hears, and does not come back
 * when the connection ends. It does answer when it is asked whether it is there.
 */
import { io, type Socket } from 'socket.io-client';
import { EVENTS, ROUTE_PARAMETER, type SeatAction, type Welcome } from '../../src/protocol/messages.ts';
import { frameParser } from '../../src/protocol/parser.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import type { HostProcess } from './host-process.ts';
import { waitFor } from './wait-for.ts';

export interface Heard {
  /** Name of the event, 'f' for frames; 'closed' at the end. */
  readonly event: string;
  readonly data: unknown;
  /** On this process's clock, ms. */
  readonly atMs: number;
}

export class WireGuest {
  readonly heard: Heard[] = [];
  readonly #socket: Socket;

  constructor(host: HostProcess, name: string, route: string) {
    this.#socket = io(host.origin, {
      parser: frameParser,
      transports: ['websocket'],
      query: { [ROUTE_PARAMETER]: route },
      auth: { v: PROTOCOL_VERSION, room: host.code, name },
      forceNew: true,
      reconnection: false,
    });
    const note = (event: string, data?: unknown): void =>
      void this.heard.push({ event, data, atMs: performance.now() });
    this.#socket.onAny(note);
    this.#socket.on(EVENTS.there, (answer: () => void) => answer());
    this.#socket.on('disconnect', (reason) => note('closed', reason));
  }

  get seat(): number | undefined {
    const welcome = this.heard.find(({ event }) => event === EVENTS.welcome);
    return (welcome?.data as Welcome | undefined)?.seat;
  }

  get isClosed(): boolean {
    return this.heard.at(-1)?.event === 'closed';
  }

  /** Waits until `count` more frames have come. */
  async untilFramesFlow(count = 10): Promise<void> {
    const frames = (): number => this.heard.filter(({ event }) => event === EVENTS.frame).length;
    const before = frames();
    await waitFor('frames', () => frames() >= before + count);
  }

  act(action: SeatAction): void {
    this.#socket.emit(EVENTS.action, action);
  }

  close(): void {
    this.#socket.close();
  }
}
