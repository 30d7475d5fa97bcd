/**
 * A wire between a real session and a real room, without sockets or waiting: seeded delay and jitter, in order
 * like TCP, with stalls after which everything arrives at once. Time is a fake clock's, moved a millisecond at a time.
 */

import type { LinkEvents, OpenLink } from '../../src/client/link.ts';
import { createSession } from '../../src/client/room-session.ts';
import type { Session } from '../../src/client/session.ts';
import type { RoomCode, SeatId } from '../../src/core/ids.ts';
import { Random } from '../../src/core/prng.ts';
import { GAMES } from '../../src/games/registry.ts';
import { Room, type RoomOptions, type RoomOutput } from '../../src/room/room.ts';
import { FakeClock } from './fake-clock.ts';

export interface NetworkProfile {
  /** Mean round trip, ms, and by how much one may differ from it. */
  readonly rttMs: number;
  readonly jitterMs: number;
  /** Nothing arrives for `stallMs` once in `stallEveryMs`; 0: never. */
  readonly stallMs: number;
  readonly stallEveryMs: number;
}

/** A Wi-Fi as it should be, and a crowded one: play has to feel right on both. */
export const GOOD: NetworkProfile = { rttMs: 8, jitterMs: 5, stallMs: 0, stallEveryMs: 0 };
export const BAD: NetworkProfile = { rttMs: 40, jitterMs: 30, stallMs: 200, stallEveryMs: 10_000 };

/** One direction of the wire. */
class Pipe {
  readonly #profile: NetworkProfile;
  readonly #random: Random;
  readonly #waiting: { readonly atMs: number; readonly arrive: () => void }[] = [];
  #lastMs = 0;

  constructor(profile: NetworkProfile, seed: number) {
    this.#profile = profile;
    this.#random = new Random(seed);
  }

  send(nowMs: number, arrive: () => void): void {
    const { rttMs, jitterMs, stallMs, stallEveryMs } = this.#profile;
    const delayMs = (rttMs + this.#random.range(-jitterMs, jitterMs)) / 2;
    let atMs = nowMs + Math.max(0, delayMs);
    const intoPeriodMs = stallEveryMs === 0 ? 0 : atMs % stallEveryMs;
    if (stallEveryMs > 0 && intoPeriodMs >= stallEveryMs - stallMs) atMs += stallEveryMs - intoPeriodMs;
    this.#lastMs = Math.max(this.#lastMs, atMs);
    this.#waiting.push({ atMs: this.#lastMs, arrive });
  }

  deliver(nowMs: number): void {
    while (this.#waiting.length > 0 && this.#waiting[0]!.atMs <= nowMs) this.#waiting.shift()!.arrive();
  }
}

export class SimulatedPlay {
  readonly clock = new FakeClock();
  readonly room: Room;
  readonly session: Session;
  /** Hot frames that have arrived at the guest. */
  readonly arrived: Uint8Array[] = [];
  readonly #up: Pipe;
  readonly #down: Pipe;
  readonly #tickMs: number;
  #guest: LinkEvents | undefined;
  #seat: SeatId | undefined;
  #nextTickMs = 0;
  #nextFrameMs = 3;

  constructor(profile: NetworkProfile, seed: number, options: Partial<RoomOptions> = {}) {
    this.#up = new Pipe(profile, seed);
    this.#down = new Pipe(profile, seed + 1);
    this.room = new Room({
      code: 'BCDF' as RoomCode,
      game: GAMES[0]!,
      route: 'r'.repeat(20),
      settings: {},
      bots: { fillTo: 6, level: 'medium' },
      seed,
      epoch: 1,
      restarts: 0,
      clock: this.clock,
      makeToken: () => 't'.repeat(22),
      makeSeatCode: () => '0001',
      output: this.#output(),
      ...options,
    });
    this.#tickMs = 1000 / this.room.game.tickRate;
    const newcomer = { room: this.room.code, name: 'Ada', look: undefined, token: undefined };
    this.session = createSession(newcomer, this.#open, this.clock);
    this.#connect();
  }

  /** Lets `ms` pass. `onFrame` is called for each of the guest's animation frames, 60 a second. */
  run(ms: number, onFrame: () => void = () => {}): void {
    for (const endMs = this.clock.ms + ms; this.clock.ms < endMs; this.clock.ms++) {
      if (this.clock.ms >= this.#nextTickMs) {
        this.#nextTickMs += this.#tickMs;
        this.room.step();
      }
      this.#up.deliver(this.clock.ms);
      this.#down.deliver(this.clock.ms);
      if (this.clock.ms < this.#nextFrameMs) continue;
      this.#nextFrameMs += 1000 / 60;
      this.session.advance();
      onFrame();
    }
  }

  readonly #open: OpenLink = (events) => {
    this.#guest = events;
    return {
      sendFrame: (bytes) => this.#toRoom((seat) => this.room.receive(seat, bytes, this.#tickFraction())),
      sendAction: (action) => this.#toRoom((seat) => this.room.act(seat, action)),
      reconnect: () => {
        throw new Error('the session gave its connection up');
      },
      close: () => {},
    };
  };

  #connect(): void {
    const seated = this.room.join(this.#guest!.hello());
    if (!seated.ok) throw new Error(seated.error);
    this.#seat = seated.value.seat;
    const welcome = { ...seated.value, room: this.room.info };
    this.#toGuest((guest) => guest.welcome(welcome));
    this.room.online(seated.value.seat);
  }

  #output(): RoomOutput {
    const frame = (bytes: Uint8Array): void =>
      this.#toGuest((guest) => {
        this.arrived.push(bytes);
        guest.frame(bytes);
      });
    const nothing = (): void => {};
    return {
      frame,
      spread: () => {},
      stream: (_seat, bytes) => frame(bytes),
      reply: (_seat, bytes) => frame(bytes),
      info: (info) => this.#toGuest((guest) => guest.room(info)),
      goodbye: nothing,
      seatJoined: nothing,
      seatLeft: nothing,
      confirm: () => {},
      dropped: nothing,
    };
  }

  #toGuest(arrive: (guest: LinkEvents) => void): void {
    this.#down.send(this.clock.ms, () => arrive(this.#guest!));
  }

  #toRoom(arrive: (seat: SeatId) => void): void {
    this.#up.send(this.clock.ms, () => arrive(this.#seat!));
  }

  #tickFraction(): number {
    return Math.min(0.999, Math.max(0, 1 - (this.#nextTickMs - this.clock.ms) / this.#tickMs));
  }
}
