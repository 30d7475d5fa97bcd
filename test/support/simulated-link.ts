/**
 * A wire between a real session and a real room, without sockets or waiting: the product's own model of a network,
 * with time of a fake clock, moved a millisecond at a time.
 */
import type { LinkEvents, OpenLink } from '../../src/client/link.ts';
import { createSession } from '../../src/client/room-session.ts';
import type { Session } from '../../src/client/session.ts';
import { BitReader } from '../../src/core/bytes.ts';
import type { RoomCode, SeatId } from '../../src/core/ids.ts';
import { GAMES } from '../../src/games/registry.ts';
import { makeNetwork, type NetworkPath, type NetworkProfile } from '../../src/link/network-model.ts';
import { Room, type RoomOptions, type RoomOutput } from '../../src/room/room.ts';
import { FakeClock } from './fake-clock.ts';

const FRAME_MS = 1000 / 60;
/** As in the worker's loop. */
const MAX_CATCH_UP = 10;

export class SimulatedPlay {
  readonly clock = new FakeClock();
  /** The room that the guest is in; another object after `failOver`. */
  room: Room;
  readonly session: Session;
  /** Hot frames that have arrived at the guest, and when, ms. */
  readonly arrived: { readonly bytes: Uint8Array; readonly atMs: number }[] = [];
  /** Inputs frames and probes that have left the guest, when, ms, and the room's next tick when they came there. */
  readonly sent: { readonly bytes: Uint8Array; readonly atMs: number; heardBefore?: number }[] = [];
  /** hidden: hears, but draws no frames. stuck: does nothing at all; what comes waits. */
  page: 'drawing' | 'hidden' | 'stuck' = 'drawing';
  readonly #network: ReturnType<typeof makeNetwork<() => void, () => void>>;
  readonly #tickMs: number;
  readonly #options: RoomOptions;
  #guest: LinkEvents | undefined;
  #seat: SeatId | undefined;
  #nextTickMs = 0;
  #nextFrameMs = 3;
  #hostStuckUntilMs = 0;

  constructor(profile: NetworkProfile, seed: number, options: Partial<RoomOptions> = {}) {
    this.#network = makeNetwork(profile, seed);
    this.#options = {
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
    };
    this.room = new Room(this.#options);
    this.#tickMs = 1000 / this.room.game.tickRate;
    const newcomer = { room: this.room.code, name: 'Ada', look: undefined, token: undefined };
    this.session = createSession(newcomer, this.#open, this.clock);
    this.#connect();
  }

  /** The room's tick now, with fraction. */
  get serverTick(): number {
    return this.room.tick + this.#tickFraction();
  }

  /** The host's process stands still for `ms`. */
  holdHost(ms: number): void {
    this.#hostStuckUntilMs = this.clock.ms + ms;
  }

  /** The room's process dies, with all that was under way; another one goes on, and the guest is back at once. */
  failOver(): void {
    const checkpoint = this.room.checkpoint(this.clock.ms);
    this.#network.up.drain();
    this.#network.down.drain();
    this.#guest!.down();
    this.room = Room.resume({ ...this.#options, checkpoint, gather: false });
    this.#connect();
  }

  /** Lets `ms` pass. `onFrame` is called for each of the guest's animation frames, 60 a second. */
  run(ms: number, onFrame: () => void = () => {}): void {
    for (const endMs = this.clock.ms + ms; this.clock.ms < endMs; this.clock.ms++) {
      if (this.clock.ms >= this.#hostStuckUntilMs) this.#stepRoom();
      this.#deliver(this.#network.up);
      if (this.page === 'stuck') continue;
      this.#deliver(this.#network.down);
      if (this.clock.ms < this.#nextFrameMs) continue;
      // A page that stood still draws one frame then, not all that it has missed.
      while (this.#nextFrameMs <= this.clock.ms) this.#nextFrameMs += FRAME_MS;
      if (this.page === 'hidden') continue;
      this.session.advance();
      onFrame();
    }
  }

  readonly #open: OpenLink = (events) => {
    this.#guest = events;
    return {
      sendFrame: (bytes) => {
        const message: (typeof this.sent)[number] = { bytes, atMs: this.clock.ms };
        this.sent.push(message);
        this.#toRoom((seat) => {
          message.heardBefore = this.room.tick + 1;
          this.room.receive(seat, new BitReader(bytes), () => this.#tickFraction());
        });
      },
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
        this.arrived.push({ bytes, atMs: this.clock.ms });
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
    this.#network.down.send(this.clock.ms, () => arrive(this.#guest!));
  }

  #toRoom(arrive: (seat: SeatId) => void): void {
    this.#network.up.send(this.clock.ms, () => arrive(this.#seat!));
  }

  /** Like the worker's loop: makes up for some ticks and gives the rest up. */
  #stepRoom(): void {
    const behind = Math.floor((this.clock.ms - this.#nextTickMs) / this.#tickMs) + 1;
    const steps = Math.min(behind, MAX_CATCH_UP);
    if (behind > steps) this.#nextTickMs += (behind - steps) * this.#tickMs;
    for (let i = 0; i < steps; i++) {
      this.#nextTickMs += this.#tickMs;
      this.room.step();
    }
  }

  #deliver(path: NetworkPath<() => void>): void {
    for (let arrive = path.take(this.clock.ms); arrive !== undefined; arrive = path.take(this.clock.ms))
      arrive();
  }

  #tickFraction(): number {
    return Math.min(0.999, Math.max(0, 1 - (this.#nextTickMs - this.clock.ms) / this.#tickMs));
  }
}
