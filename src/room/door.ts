/**
 * Who may come into a room: with a token or a code back to a seat, otherwise to a new one, if the host's locks let it.
 * Remembers who was removed, and who waits to be let in.
 */
import type { Clock } from '../core/ports.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { Bar, RoomHead } from '../protocol/checkpoint.ts';
import { TIMES } from '../protocol/limits.ts';
import type { CheckedHandshake, Knock } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import { GuessGuard } from './guess-guard.ts';
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

interface Waiting extends Knock {
  heardMs: number;
  isRefused: boolean;
}

/** Who waits is shown to the host one by one: more than these would only be noise. */
const MAX_WAITING = 32;

export class Door {
  locked = false;
  /** Four digits that newcomers have to know. */
  pin: string | undefined;
  /** Newcomers wait until they are let in by hand. */
  approval = false;
  readonly #options: DoorOptions;
  readonly #codeGuard = new GuessGuard();
  readonly #pinGuard = new GuessGuard();
  #barred: readonly Bar[] = [];
  /** Tokens, or devices, of those who may come in whenever they ask. */
  readonly #admitted = new Set<string>();
  /** By token. */
  readonly #waiting = new Map<string, Waiting>();
  #lastKnock = 0;

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  /** Those who wait to be let in. */
  get knocks(): Knock[] {
    return [...this.#waiting.values()]
      .filter(({ isRefused }) => !isRefused)
      .map(({ id, name }) => ({ id, name }));
  }

  /** What has to outlive this process. */
  get saved(): Pick<RoomHead, 'locked' | 'pin' | 'approval' | 'admitted' | 'barred'> {
    const { locked, pin, approval } = this;
    return { locked, pin, approval, admitted: [...this.#admitted], barred: this.#barred };
  }

  load({ locked, pin, approval, admitted, barred }: Door['saved']): void {
    this.locked = locked;
    this.pin = pin;
    this.approval = approval;
    for (const token of admitted) this.#admitted.add(token);
    this.#barred = barred;
  }

  /** Keeps a guest out from now on: by its token, and its device under any name. */
  bar({ token, device }: Bar): void {
    this.#barred = [...this.#barred, { token, device }];
  }

  unbar({ token }: Bar): void {
    this.#barred = this.#barred.filter((bar) => bar.token !== token);
  }

  /** Whoever comes with this device comes in, once. */
  expect(device: string): void {
    this.#admitted.add(device);
  }

  /** Lets somebody in who waits, or tells them that they do not come in. False: nobody waits by that number. */
  answerKnock(id: number, answer: 'in' | 'out'): boolean {
    const knock = [...this.#waiting].find(([, waiting]) => waiting.id === id && !waiting.isRefused);
    if (knock === undefined) return false;
    const [token, waiting] = knock;
    if (answer === 'in') {
      this.#waiting.delete(token);
      this.#admitted.add(token);
    } else waiting.isRefused = true;
    return true;
  }

  /** Forgets those who have stopped asking. True when somebody was. */
  forgetSilent(): boolean {
    const oldestMs = this.#options.clock.nowMs() - TIMES.knockMs;
    const silent = [...this.#waiting].filter(([, { heardMs }]) => heardMs < oldestMs);
    for (const [token] of silent) this.#waiting.delete(token);
    return silent.length > 0;
  }

  /** The seat that the guest gets, and whether it is a new one. */
  admit(hello: CheckedHandshake): Result<{ readonly seat: Seat; readonly isNew: boolean }, Reason> {
    const { seats, clock, makeToken, makeWay } = this.#options;
    const { token, seatCode, device } = hello;
    if (this.#isBarred(token, device)) return fail('kicked');
    const known = seatCode !== undefined ? this.#byCode(seatCode) : token && seats.byToken(token);
    if (known) return ok({ seat: known, isNew: false });
    if (seatCode !== undefined) return fail(this.#refuseCode());
    const refusal = this.#refuseNew(hello);
    if (refusal !== undefined) return fail(refusal);
    makeWay();
    const keys = { token: token ?? makeToken(), seatCode: this.#newSeatCode() };
    const added = seats.addPerson(hello, keys, clock.nowMs());
    if (!added.ok) return added;
    this.#admitted.delete(added.value.token);
    if (device !== undefined) this.#admitted.delete(device);
    return ok({ seat: added.value, isNew: true });
  }

  #isBarred(token: string | undefined, device: string | undefined): boolean {
    return this.#barred.some((bar) => bar.token === token || (device !== undefined && bar.device === device));
  }

  /** What keeps somebody out who has no seat yet. Who was let in by hand needs no more. */
  #refuseNew({ token, device, pin, name, isNameRude = false }: CheckedHandshake): Reason | undefined {
    if (isNameRude) return 'rude-name';
    if ([token, device].some((key) => key !== undefined && this.#admitted.has(key))) return undefined;
    if (this.locked) return 'room-locked';
    // Who knocks has shown the PIN: somebody else's guesses must not send it away.
    if (this.approval && token !== undefined && this.#waiting.has(token)) return this.#knock(token, name);
    const wrongPin = this.pin === undefined ? undefined : this.#refusePin(pin);
    if (wrongPin !== undefined || !this.approval) return wrongPin;
    return token === undefined ? 'bad-handshake' : this.#knock(token, name);
  }

  #refusePin(pin: string | undefined): Reason | undefined {
    const nowMs = this.#options.clock.nowMs();
    if (pin === undefined) return 'pin-needed';
    if (this.#pinGuard.isBlocked(nowMs)) return 'pins-blocked';
    if (pin === this.pin) return undefined;
    this.#pinGuard.countWrong(nowMs);
    return 'wrong-pin';
  }

  #knock(token: string, name: string): Reason {
    const heardMs = this.#options.clock.nowMs();
    const known = this.#waiting.get(token);
    if (known !== undefined) {
      known.heardMs = heardMs;
      return known.isRefused ? 'not-let-in' : 'waiting';
    }
    if (this.#waiting.size >= MAX_WAITING) return 'host-busy';
    this.#waiting.set(token, { id: ++this.#lastKnock, name, heardMs, isRefused: false });
    return 'waiting';
  }

  #byCode(seatCode: string): Seat | undefined {
    const { seats, clock } = this.#options;
    if (this.#codeGuard.isBlocked(clock.nowMs())) return undefined;
    const seat = seats.bySeatCode(seatCode);
    // Whoever was sent away does not come back through this door either.
    return seat?.kickedMs === undefined ? seat : undefined;
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
