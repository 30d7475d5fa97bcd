/** The port between a session and whatever carries it: a socket in the browser, a socket of a bot, a test's wire. */
import type { Denial, Goodbye, Handshake, RoomInfo, SeatAction, Welcome } from '../protocol/messages.ts';

export interface LinkEvents {
  /** Asked before every connection attempt: the token may be known by then. */
  hello(): Handshake;
  welcome(welcome: Welcome): void;
  room(info: RoomInfo): void;
  frame(bytes: Uint8Array): void;
  /** The host has ended the connection for good, or refused it. */
  goodbye(goodbye: Goodbye): void;
  refused(goodbye: Goodbye): void;
  /** The host refuses what was asked with `sendAction`; the connection stays. */
  denied(denial: Denial): void;
  /** The connection is lost; the link is already trying again. */
  down(): void;
}

export interface Link {
  sendFrame(bytes: Uint8Array): void;
  sendAction(action: SeatAction): void;
  /** Drops the present connection, if any, and tries again after `delayMs`. */
  reconnect(delayMs: number): void;
  /** Ends the link; `farewell` is said before, if it still can be. */
  close(farewell?: SeatAction): void;
}

export type OpenLink = (events: LinkEvents) => Link;
