/**
 * A wire between a real session and a real room, without sockets or waiting: the product's own model of a network,
 * with time of a fake clock, moved a millisecond at a time.
 */
import type { LinkEvents, OpenLink } from '../../src/client/link.ts';
import { createSession } from '../../src/client/room-session.ts';
import type { Session } from '../../src/client/session.ts';
import type { RoomCode, SeatId } from '../../src/core/ids.ts';
import { GAMES } from '../../src/games/registry.ts';
import { makeNetwork, type NetworkProfile } from '../../src/link/network-model.ts';
import { Room, type RoomOptions, type RoomOutput } from '../../src/room/room.ts';
import { FakeClock } from './fake-clock.ts';

export class SimulatedPlay {
  readonly clock = new FakeClock();
  readonly room: Room;
  readonly session: Session;
  /** Hot frames that have arrived at the guest, and when, ms. */
  readonly arrived: { readonly bytes: Uint8Array; readonly atMs: number }[] = [];
  /** Inputs frames and probes that have left the guest, when, ms, and the room's next tick when they came there. */
  readonly sent: { readonly bytes: Uint8Array; readonly atMs: number; heardBefore?: number }[] = [];
  readonly #network: ReturnType<typeof makeNetwork<() => void, () => void>>;
  readonly #tickMs: number;
  #guest: LinkEvents | undefined;
  #seat: SeatId | undefined;
  #nextTickMs = 0;
  #nextFrameMs = 3;

  constructor(profile: NetworkProfile, seed: number, options: Partial<RoomOptions> = {}) {
    this.#network = makeNetwork(profile, seed);
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

  /** The room's tick now, with fraction. */
  get serverTick(): number {
    return this.room.tick + this.#tickFraction();
  }

  /** Lets `ms` pass. `onFrame` is called for each of the guest's animation frames, 60 a second. */
  run(ms: number, onFrame: () => void = () => {}): void {
    for (const endMs = this.clock.ms + ms; this.clock.ms < endMs; this.clock.ms++) {
      if (this.clock.ms >= this.#nextTickMs) {
        this.#nextTickMs += this.#tickMs;
        this.room.step();
      }
      this.#deliver();
      if (this.clock.ms < this.#nextFrameMs) continue;
      this.#nextFrameMs += 1000 / 60;
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
          this.room.receive(seat, bytes, this.#tickFraction());
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

  #deliver(): void {
    for (const path of [this.#network.up, this.#network.down]) {
      for (let arrive = path.take(this.clock.ms); arrive !== undefined; arrive = path.take(this.clock.ms)) {
        arrive();
      }
    }
  }

  #tickFraction(): number {
    return Math.min(0.999, Math.max(0, 1 - (this.#nextTickMs - this.clock.ms) / this.#tickMs));
  }
}
