/**
 * A connected guest, as the door (ingress) knows it: gets what comes from its connection, and keeps all that this needs
 * in one place. A message costs mostly the waiting for what it touches (see TcpHandle).
 */
import type { Socket } from 'socket.io';
import type { BitReader } from '../core/bytes.ts';
import type { RoomCode, SeatId, WorkerId } from '../core/ids.ts';
import type { Welcome } from '../protocol/messages.ts';
import type { HotLine } from './hot-lines.ts';
import type { MessageReceiver } from './hot-reader.ts';
import type { RateLimit } from './rate-limit.ts';
import type { OwnedRoom } from './room-manager.ts';

/** What the handshake has found out. */
export interface Admitted {
  readonly owner: WorkerId;
  readonly welcome: Welcome;
  readonly code: RoomCode;
  readonly device: string | undefined;
}

/** How often a guest may say anything, and how often, of this, something readable. */
export interface GuestLimits {
  readonly events: RateLimit;
  readonly actions: RateLimit;
}

export class Guest implements MessageReceiver {
  // First what each message needs: it lies together.
  isGone = false;
  /** Has a message come since it was looked at last? */
  hasSpoken = true;
  /** Messages of any kind that it may send now. */
  events: number;
  owner: WorkerId;
  readonly seat: SeatId;
  /** Its room while that is owned by this worker; found with the first message. */
  room: OwnedRoom | undefined;
  readonly #onFrame: (guest: Guest, frame: BitReader) => void;
  /** Actions that it may send now. */
  actions: number;
  readonly socket: Socket;
  readonly code: RoomCode;
  readonly device: string | undefined;
  /** Where its frames go; undefined until it is open. */
  line: HotLine | undefined;
  dropped = 0;
  lagging = false;
  /** When it was seen to have spoken or answered at last, ms. */
  heardMs = 0;
  /** When it was asked whether it is there, ms; undefined: it owes no answer. */
  askedMs: number | undefined;

  /** @param onFrame the same function for all guests. */
  constructor(socket: Socket, limits: GuestLimits, onFrame: (guest: Guest, frame: BitReader) => void) {
    const { owner, welcome, code, device } = socket.data as Admitted;
    this.events = limits.events.full;
    this.owner = owner;
    this.seat = welcome.seat;
    this.#onFrame = onFrame;
    this.actions = limits.actions.full;
    this.socket = socket;
    this.code = code;
    this.device = device;
  }

  receive(frame: BitReader): void {
    if (!this.isGone) this.#onFrame(this, frame);
  }
}
