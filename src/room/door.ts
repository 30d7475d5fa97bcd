/**
 * Who may come into a room: with a token or a code back to a seat, otherwise to a new one. Remembers who was
 * removed, and whether the host has locked the room.
 */
import type { Clock } from '../core/ports.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { Handshake } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import { SeatCodeGuard } from './seat-code-guard.ts';
import type { Seat, Seats } from './seats.ts';

export interface DoorOptions {
  readonly seats: Seats;
  readonly clock: Clock;
  readonly makeToken: () => string;
  /** Makes four random digits. */
  readonly makeSeatCode: () => string;
  /** Somebody new is about to be seated: makes place if that can be done. */
  readonly makeWay: () => void;
}

export class Door {
  locked = false;
  /** Tokens of removed guests. */
  readonly kicked = new Set<string>();
  readonly #options: DoorOptions;
  readonly #codeGuard = new SeatCodeGuard();

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  /** The seat that the guest gets, and whether it is a new one. */
  admit(hello: Handshake): Result<{ readonly seat: Seat; readonly isNew: boolean }, Reason> {
    const { seats, clock, makeToken, makeWay } = this.#options;
    const { token, seatCode } = hello;
    if (token !== undefined && this.kicked.has(token)) return fail('kicked');
    const known = seatCode !== undefined ? this.#byCode(seatCode) : token && seats.byToken(token);
    if (known) return ok({ seat: known, isNew: false });
    if (seatCode !== undefined) return fail(this.#refuseCode());
    if (this.locked) return fail('room-locked');
    makeWay();
    const keys = { token: token ?? makeToken(), seatCode: this.#newSeatCode() };
    const added = seats.addPerson(hello, keys, clock.nowMs());
    return added.ok ? ok({ seat: added.value, isNew: true }) : added;
  }

  #byCode(seatCode: string): Seat | undefined {
    const { seats, clock } = this.#options;
    return this.#codeGuard.isBlocked(clock.nowMs()) ? undefined : seats.bySeatCode(seatCode);
  }

  #refuseCode(): Reason {
    const nowMs = this.#options.clock.nowMs();
    if (this.#codeGuard.isBlocked(nowMs)) return 'seat-codes-blocked';
    this.#codeGuard.countWrong(nowMs);
    return 'wrong-seat-code';
  }

  #newSeatCode(): string {
    const { seats, makeSeatCode } = this.#options;
    let seatCode: string;
    do seatCode = makeSeatCode();
    while (seats.bySeatCode(seatCode) !== undefined);
    return seatCode;
  }
}
