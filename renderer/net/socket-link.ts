/**
 * The browser's link to a room: Socket.IO over one WebSocket. First asks the host where the room lives, so that
 * the connection lands on the room's own worker; reconnects by itself, at once and then ever slower.
 */
import { io, type Socket } from 'socket.io-client';
import type { Link, LinkEvents, OpenLink } from '../../src/client/link.ts';
import { EVENTS, type Goodbye, ROUTE_PARAMETER, type SeatAction } from '../../src/protocol/messages.ts';
import { frameParser } from '../../src/protocol/parser.ts';
import { isReason } from '../../src/protocol/reasons.ts';

/** First pause before a reconnection, and the longest, ms. */
const RECONNECT_MS = 20;
const RECONNECT_MAX_MS = 1_000;
/** A connection that does not stand by then is given up and tried again, ms: a dead worker may hold it. */
const CONNECT_MS = 3_000;
/** A farewell that was not understood by then is given up, ms. */
const FAREWELL_MS = 1_000;

export interface SocketLinkOptions {
  /** Leads to the worker that owns the room (RoomListing.route). */
  readonly route: string;
  /** '' for the page's own origin. */
  readonly origin: string;
}

export function openSocketLink({ route, origin }: SocketLinkOptions): OpenLink {
  return (events) => new SocketLink(events, route, origin);
}

class SocketLink implements Link {
  readonly #socket: Socket;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(events: LinkEvents, route: string, origin: string) {
    this.#socket = io(origin, {
      parser: frameParser,
      transports: ['websocket'],
      query: { [ROUTE_PARAMETER]: route },
      auth: (give) => give(events.hello()),
      reconnectionDelay: RECONNECT_MS,
      reconnectionDelayMax: RECONNECT_MAX_MS,
      timeout: CONNECT_MS,
      forceNew: true,
    });
    this.#socket.on(EVENTS.welcome, events.welcome);
    this.#socket.on(EVENTS.room, events.room);
    this.#socket.on(EVENTS.frame, (bytes: Uint8Array) => events.frame(bytes));
    this.#socket.on(EVENTS.goodbye, events.goodbye);
    this.#socket.on('disconnect', (reason) => {
      if (reason === 'io client disconnect') return; // our own doing, see reconnect and close
      events.down();
      // Socket.IO reconnects by itself, but not when the server has ended the connection. A server that meant it
      // has said goodbye before, and then this link is closed.
      if (reason === 'io server disconnect') this.reconnect(RECONNECT_MS);
    });
    this.#socket.on('connect_error', (error: Error & { data?: Partial<Goodbye> }) => {
      const reason = error.data?.reason;
      if (isReason(reason)) events.refused({ reason });
      else events.down();
    });
  }

  sendFrame(bytes: Uint8Array): void {
    if (this.#socket.connected) this.#socket.emit(EVENTS.frame, bytes);
  }

  sendAction(action: SeatAction): void {
    // Without a connection Socket.IO keeps it for the next one: what a person has tapped is not lost.
    this.#socket.emit(EVENTS.action, action);
  }

  reconnect(delayMs: number): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.#socket.disconnect();
      this.#socket.connect();
    }, delayMs);
  }

  close(farewell?: SeatAction): void {
    clearTimeout(this.#retry);
    this.#socket.off();
    if (farewell === undefined || !this.#socket.connected) {
      this.#socket.disconnect();
      return;
    }
    // What is said last must be heard: the server ends the connection when it has understood.
    const timer = setTimeout(() => this.#socket.disconnect(), FAREWELL_MS);
    this.#socket.once('disconnect', () => clearTimeout(timer));
    this.sendAction(farewell);
  }
}
