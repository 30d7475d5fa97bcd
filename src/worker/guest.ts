/**
 * A connected guest, as the door (ingress) knows it: gets what comes from its connection, and keeps all that this needs
 * in one place. A message costs mostly the waiting for what it touches (see TcpHandle).
 */
import type { Socket } from 'socket.io';
import type { BitReader } from '../core/bytes.ts';
import type { RoomCode, SeatId, WorkerId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import { LIMITS } from '../protocol/limits.ts';
import type { Welcome } from '../protocol/messages.ts';
import type { HotLine } from './hot-lines.ts';
import type { MessageReceiver } from './hot-reader.ts';
import { RateLimit } from './rate-limit.ts';

/** What the handshake has found out. */
export interface Admitted {
  readonly owner: WorkerId;
  readonly welcome: Welcome;
  readonly code: RoomCode;
  readonly device: string | undefined;
}

export class Guest implements MessageReceiver {
  readonly socket: Socket;
  readonly code: RoomCode;
  readonly seat: SeatId;
  readonly device: string | undefined;
  readonly events: RateLimit;
  readonly actions: RateLimit;
  readonly #onFrame: (guest: Guest, frame: BitReader) => void;
  /** Where its frames go; undefined until it is open. */
  line: HotLine | undefined;
  owner: WorkerId;
  isGone = false;
  dropped = 0;
  lagging = false;
  /** When a message or an answer came at last, to a quarter of a second, whole ms. */
  heardMs: number;
  /** When it was asked whether it is there, ms; undefined: it owes no answer. */
  askedMs: number | undefined;

  /** @param onFrame the same function for all guests. */
  constructor(socket: Socket, clock: Clock, onFrame: (guest: Guest, frame: BitReader) => void) {
    const { owner, welcome, code, device } = socket.data as Admitted;
    this.socket = socket;
    this.code = code;
    this.seat = welcome.seat;
    this.device = device;
    this.owner = owner;
    this.events = new RateLimit(LIMITS.eventsPerSecond, LIMITS.eventsBurst, clock);
    this.actions = new RateLimit(LIMITS.actionsPerSecond, LIMITS.actionsBurst, clock);
    this.heardMs = Math.floor(clock.nowMs());
    this.#onFrame = onFrame;
  }

  receive(frame: BitReader): void {
    if (!this.isGone) this.#onFrame(this, frame);
  }
}
