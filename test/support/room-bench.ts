/** A room on a bench: driven tick by tick, with everything that it says written down. */
import { asSeatId, type RoomCode, type SeatId } from '../../src/core/ids.ts';
import { GAMES } from '../../src/games/registry.ts';
import type { RoomCheckpoint } from '../../src/protocol/checkpoint.ts';
import { FRAME, SnapshotReader } from '../../src/protocol/frames.ts';
import { TIMES } from '../../src/protocol/limits.ts';
import type { CheckedHandshake, Handshake, RoomInfo } from '../../src/protocol/messages.ts';
import type { Reason } from '../../src/protocol/reasons.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import { Room, type RoomOptions, type RoomOutput, type Seated } from '../../src/room/room.ts';
import { FakeClock } from './fake-clock.ts';

export type Said =
  | { readonly what: 'frame'; readonly bytes: Uint8Array }
  | { readonly what: 'stream' | 'reply'; readonly seat: SeatId; readonly bytes: Uint8Array }
  | { readonly what: 'info'; readonly info: RoomInfo }
  | { readonly what: 'goodbye'; readonly seat: SeatId; readonly reason: string; readonly to?: string }
  | { readonly what: 'left'; readonly seat: SeatId }
  | { readonly what: 'confirm'; readonly checkpoint: RoomCheckpoint }
  | { readonly what: 'dropped'; readonly reason: string };

export interface RoomFrame {
  readonly isKeyframe: boolean;
  readonly bytes: Uint8Array;
}

export class RoomBench {
  readonly clock: FakeClock;
  readonly said: Said[] = [];
  readonly room: Room;
  #tokens = 0;
  #seatCodes = 0;

  /** @param resumed goes on from a checkpoint instead of beginning anew. */
  constructor(
    { clock = new FakeClock(), ...options }: Partial<RoomOptions> & { readonly clock?: FakeClock } = {},
    resumed?: { readonly checkpoint: RoomCheckpoint; readonly gather: boolean },
  ) {
    this.clock = clock;
    const say = (said: Said): void => void this.said.push(said);
    const output: RoomOutput = {
      frame: (bytes) => say({ what: 'frame', bytes }),
      spread: () => {},
      stream: (seat, bytes) => say({ what: 'stream', seat, bytes }),
      reply: (seat, bytes) => say({ what: 'reply', seat, bytes }),
      info: (info) => say({ what: 'info', info }),
      goodbye: (seat, reason, to) =>
        say({ what: 'goodbye', seat, reason, ...(to === undefined ? {} : { to }) }),
      seatJoined: () => {},
      seatLeft: (seat) => say({ what: 'left', seat }),
      confirm: () => say({ what: 'confirm', checkpoint: this.room.checkpoint(this.clock.nowMs()) }),
      dropped: (reason) => say({ what: 'dropped', reason }),
    };
    const all: RoomOptions = {
      code: 'BCDF' as RoomCode,
      game: GAMES[0]!,
      route: 'r'.repeat(20),
      settings: {},
      bots: { fillTo: 0, level: 'easy' },
      seed: 1,
      epoch: 1,
      restarts: 0,
      clock,
      makeToken: () => String(++this.#tokens).padStart(22, 't'),
      makeSeatCode: () => String(++this.#seatCodes).padStart(4, '0'),
      output,
      ...options,
    };
    this.room = resumed === undefined ? new Room(all) : Room.resume({ ...all, ...resumed });
  }

  /** Seats a guest, or fails the test. */
  join(name: string, more: Partial<Handshake> = {}): Seated {
    const result = this.room.join({ v: PROTOCOL_VERSION, room: this.room.code, name, ...more });
    if (!result.ok) throw new Error(`${name} was refused: ${result.error}`);
    return result.value;
  }

  /** Why a guest is not let in; undefined: it has got a seat. */
  refusal(name: string, more: Partial<CheckedHandshake> = {}): Reason | undefined {
    const result = this.room.join({ v: PROTOCOL_VERSION, room: this.room.code, name, ...more });
    return result.ok ? undefined : result.error;
  }

  /** The room goes on from its checkpoint, as it does in another process. */
  moved(): RoomBench {
    const checkpoint = this.room.checkpoint(this.clock.nowMs());
    return new RoomBench({ clock: this.clock }, { checkpoint, gather: false });
  }

  /** Seats a guest and connects it. */
  enter(name: string, more: Partial<Handshake> = {}): Seated {
    const seated = this.join(name, more);
    this.room.online(seated.seat);
    return seated;
  }

  step(ticks = 1): void {
    for (let i = 0; i < ticks; i++) {
      this.clock.ms += 1000 / this.room.game.tickRate;
      this.room.step();
    }
  }

  /** Steps until `done`; fails after `limit` ticks. */
  stepUntil(done: () => boolean, limit: number): void {
    for (let i = 0; !done(); i++) {
      if (i >= limit) throw new Error(`not done after ${limit} ticks, phase ${this.room.info.phase}`);
      this.step();
    }
  }

  /** The seat's connection goes, and does not come back soon. */
  goAway(seat: SeatId): void {
    this.room.offline(seat);
    this.clock.ms += TIMES.blipMs;
    this.step();
  }

  /** Everybody taps ready, and the countdown runs down. */
  startMatch(): void {
    for (const { id } of this.room.seats.people) this.room.act(id, { do: 'ready', ready: true });
    this.stepUntil(() => this.room.info.phase === 'playing', 200);
  }

  seatNamed(name: string) {
    return this.room.info.seats.find((seat) => seat.name === name);
  }

  /** What the guest on `seat` has received of the game: keyframes of its own, and deltas. */
  framesFor(seat: number): RoomFrame[] {
    return this.said.flatMap((said): RoomFrame[] => {
      if (said.what === 'frame') {
        return said.bytes[0] === FRAME.hash ? [] : [{ isKeyframe: false, bytes: said.bytes }];
      }
      const isOwn = said.what === 'stream' && said.seat === asSeatId(seat);
      return isOwn ? [{ isKeyframe: true, bytes: said.bytes }] : [];
    });
  }

  newReader(): SnapshotReader {
    return new SnapshotReader(this.room.game);
  }
}
