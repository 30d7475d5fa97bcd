/**
 * A guest's link to a room, in a page or in a process: Socket.IO over one WebSocket, led to the room's own worker
 * by its route key. Reconnects by itself, at once and then ever slower. Fed to a session (src/client).
 */
import { io, type Socket } from 'socket.io-client';
import type { Link, LinkEvents, OpenLink } from '../client/link.ts';
import { EVENTS, type Goodbye, ROUTE_PARAMETER, type SeatAction } from '../protocol/messages.ts';
import { frameParser } from '../protocol/parser.ts';
import { isReason } from '../protocol/reasons.ts';

/** Mean pause before the first reconnection, ms. Each next one waits twice as long, up to the longest. */
const RECONNECT_MS = 5;
const RECONNECT_MAX_MS = 500;
/** Pauses differ by up to this share of themselves: a room full of guests does not come back in one burst. */
const RECONNECT_SPREAD = 1;
/** A connection that does not stand by then is given up and tried again, ms. */
const CONNECT_MS = 3_000;
/**
 * The same for the first attempt after a loss, ms; each next one has twice as long. A worker that has just died may
 * hold a connection that the router handed to it, and a living one answers sooner.
 */
const FIRST_CONNECT_MS = 600;
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
  #hasStood = false;

  constructor(events: LinkEvents, route: string, origin: string) {
    this.#socket = io(origin, {
      parser: frameParser,
      transports: ['websocket'],
      query: { [ROUTE_PARAMETER]: route },
      auth: (give) => give(events.hello()),
      reconnectionDelay: RECONNECT_MS,
      reconnectionDelayMax: RECONNECT_MAX_MS,
      randomizationFactor: RECONNECT_SPREAD,
      timeout: CONNECT_MS,
      forceNew: true,
    });
    this.#socket.io.on('reconnect_attempt', (attempt) => this.#limitAttempt(attempt));
    this.#socket.on('connect', () => {
      this.#hasStood = true;
    });
    this.#socket.on(EVENTS.welcome, events.welcome);
    this.#socket.on(EVENTS.room, events.room);
    this.#socket.on(EVENTS.frame, (bytes: Uint8Array) => events.frame(bytes));
    this.#socket.on(EVENTS.goodbye, events.goodbye);
    this.#socket.on(EVENTS.denied, events.denied);
    this.#socket.on(EVENTS.there, (answer: () => void) => answer());
    this.#socket.on('disconnect', (reason) => {
      if (reason === 'io client disconnect') return; // our own doing, see reconnect and close
      events.down();
      // Socket.IO reconnects by itself, but not when the server has ended the connection. A server that meant it
      // has said goodbye before, and then this link is closed.
      if (reason === 'io server disconnect') this.reconnect(2 * RECONNECT_MS * Math.random());
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
      this.#limitAttempt(1);
      this.#socket.connect();
    }, delayMs);
  }

  close(farewell?: SeatAction): void {
    clearTimeout(this.#retry);
    this.#socket.off();
    // A connection that breaks while the farewell is under way must not come back and take the seat again.
    this.#socket.io.reconnection(false);
    if (farewell === undefined || !this.#socket.connected) {
      this.#socket.disconnect();
      return;
    }
    // What is said last must be heard: the server ends the connection when it has understood.
    const timer = setTimeout(() => this.#socket.disconnect(), FAREWELL_MS);
    this.#socket.once('disconnect', () => clearTimeout(timer));
    this.sendAction(farewell);
  }

  /** @param attempt counted from the loss, from 1 on. */
  #limitAttempt(attempt: number): void {
    const limitMs = this.#hasStood ? FIRST_CONNECT_MS * 2 ** (attempt - 1) : CONNECT_MS;
    this.#socket.io.timeout(Math.min(limitMs, CONNECT_MS));
  }
}
