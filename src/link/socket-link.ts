/**
 * A guest's link to a room, in a page or in a process: Socket.IO over one WebSocket, led to the room's own worker
 * by its route key. Reconnects by itself, at once and then ever slower, and finds the host again when its address has
 * changed. Fed to a session (src/client).
 */
import { io, type Socket } from 'socket.io-client';
import type { Link, LinkEvents, OpenLink } from '../client/link.ts';
import { EVENTS, type Goodbye, ROUTE_PARAMETER, type SeatAction } from '../protocol/messages.ts';
import { frameParser } from '../protocol/parser.ts';
import { isReason } from '../protocol/reasons.ts';
import { OtherWays } from './other-ways.ts';

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
  /** 'http://192.168.1.20:7420' */
  readonly origin: string;
  /**
   * The host answers at another origin now, and not at this one any more. Without it the link goes on there by itself,
   * which pages may not do.
   */
  readonly onMoved?: (origin: string) => void;
}

export function openSocketLink(options: SocketLinkOptions): OpenLink {
  return (events) => new SocketLink(events, options);
}

class SocketLink implements Link {
  readonly #events: LinkEvents;
  readonly #route: string;
  readonly #ways: OtherWays;
  #socket: Socket;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #hasStood = false;

  constructor(events: LinkEvents, { route, origin, onMoved = (to) => this.#moveTo(to) }: SocketLinkOptions) {
    this.#events = events;
    this.#route = route;
    this.#ways = new OtherWays(origin, { room: () => events.hello().room, onFound: onMoved });
    this.#socket = this.#open(origin);
  }

  #open(origin: string): Socket {
    const events = this.#events;
    const socket = io(origin, {
      parser: frameParser,
      transports: ['websocket'],
      query: { [ROUTE_PARAMETER]: this.#route },
      auth: (give) => give(events.hello()),
      reconnectionDelay: RECONNECT_MS,
      reconnectionDelayMax: RECONNECT_MAX_MS,
      randomizationFactor: RECONNECT_SPREAD,
      timeout: CONNECT_MS,
      forceNew: true,
    });
    socket.io.on('reconnect_attempt', (attempt) => this.#limitAttempt(attempt));
    socket.on('connect', () => {
      this.#hasStood = true;
      this.#ways.rest();
    });
    socket.on(EVENTS.welcome, events.welcome);
    socket.on(EVENTS.whereabouts, (origins: readonly string[]) => this.#ways.told(origins));
    socket.on(EVENTS.room, events.room);
    socket.on(EVENTS.frame, (bytes: Uint8Array) => events.frame(bytes));
    socket.on(EVENTS.goodbye, events.goodbye);
    socket.on(EVENTS.denied, events.denied);
    socket.on(EVENTS.there, (answer: () => void) => answer());
    socket.on('disconnect', (reason) => {
      if (reason === 'io client disconnect') return; // our own doing, see reconnect and close
      this.#ways.lost();
      events.down();
      // Socket.IO reconnects by itself, but not when the server has ended the connection. A server that meant it
      // has said goodbye before, and then this link is closed.
      if (reason === 'io server disconnect') this.reconnect(2 * RECONNECT_MS * Math.random());
    });
    socket.on('connect_error', (error: Error & { data?: Partial<Goodbye> }) => {
      const reason = error.data?.reason;
      if (isReason(reason)) events.refused({ reason });
      else events.down();
    });
    return socket;
  }

  /** The host is at `origin` now. */
  #moveTo(origin: string): void {
    clearTimeout(this.#retry);
    this.#socket.off();
    this.#socket.disconnect();
    this.#ways.use(origin);
    this.#socket = this.#open(origin);
  }

  sendFrame(bytes: Uint8Array): void {
    if (this.#socket.connected) this.#socket.emit(EVENTS.frame, bytes);
  }

  sendAction(action: SeatAction): void {
    // Without a connection Socket.IO keeps it for the next one: what a person has tapped is not lost.
    this.#socket.emit(EVENTS.action, action);
  }

  reconnect(delayMs: number): void {
    this.#ways.lost();
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.#socket.disconnect();
      this.#limitAttempt(1);
      this.#socket.connect();
    }, delayMs);
  }

  close(farewell?: SeatAction): void {
    clearTimeout(this.#retry);
    this.#ways.rest();
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
