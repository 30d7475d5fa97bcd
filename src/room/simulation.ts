/**
 * A room's running game: the rules, their state and tick, and the frames that come of it. Knows seats only as
 * whose inputs to take; phases and people are the room's business.
 */
import { asTick, type SeatId, type Tick } from '../core/ids.ts';
import { Random } from '../core/prng.ts';
import { nextGeneration } from '../protocol/frames.ts';
import type {
  AnyGame,
  EventOf,
  EventSchemas,
  Outcome,
  RuleContext,
  Settings,
  SettingValues,
} from '../sdk/game.ts';
import type { Seat } from './seats.ts';
import { SnapshotWriter } from './snapshot-writer.ts';

/** A bot thinks every so many ticks; in between it goes on as it is. */
const TICKS_PER_THOUGHT = 6;

export class Simulation {
  readonly #game: AnyGame;
  readonly #writer: SnapshotWriter;
  readonly #inputs: unknown[] = [];
  /** Chance for the rules, and for whatever else in the room has to be the same in a replay. */
  readonly random: Random;
  #tick = asTick(0);
  #generation = 0;
  #practice = true;
  #settings: SettingValues<Settings> = {};
  #state: unknown;
  #events: EventOf<EventSchemas>[] = [];

  constructor(game: AnyGame, seed: number) {
    this.#game = game;
    this.#writer = new SnapshotWriter(game);
    this.random = new Random(seed);
  }

  /** The last tick that was played. Never starts again from 0. */
  get tick(): Tick {
    return this.#tick;
  }

  /** Which of the room's states this is; inputs made for another are ignored. */
  get generation(): number {
    return this.#generation;
  }

  get practice(): boolean {
    return this.#practice;
  }

  /** The result, once there is one. */
  get outcome(): Outcome | undefined {
    return this.#practice ? undefined : this.#game.outcome(this.#state);
  }

  /** Begins a new state with these seats in it. Every guest needs its keyframe. */
  begin(seats: readonly Seat[], settings: SettingValues<Settings>, practice: boolean): void {
    this.#generation = nextGeneration(this.#generation);
    this.#practice = practice;
    this.#settings = settings;
    this.#events = [];
    for (const seat of seats) seat.inputs.clear();
    const ids = seats.map((seat) => seat.id);
    this.#state = this.#game.state.quantise(this.#game.setup(ids, this.#context()));
    this.#writer.restart({ tick: this.#tick, generation: this.#generation }, this.#state);
  }

  join(seat: SeatId): void {
    this.#game.join(this.#state, seat, this.#context());
  }

  leave(seat: SeatId): void {
    this.#game.leave(this.#state, seat, this.#context());
  }

  /** What guests hold now, whole. */
  keyframe(): Uint8Array {
    return this.#writer.keyframe();
  }

  /** Plays one tick. Returns the frame for everybody when one is due. */
  step(seats: readonly Seat[]): Uint8Array | undefined {
    this.#tick = asTick(this.#tick + 1);
    this.#collectInputs(seats);
    this.#game.step(this.#state, this.#inputs, this.#context());
    this.#game.state.quantise(this.#state);
    if (this.#tick % this.#game.ticksPerSnapshot !== 0) return undefined;
    const frame = this.#writer.delta(this.#tick, this.#state, this.#events);
    this.#events = [];
    return frame;
  }

  #collectInputs(seats: readonly Seat[]): void {
    this.#inputs.fill(undefined);
    for (const seat of seats) {
      if (seat.bot !== undefined && (this.#tick + seat.id) % TICKS_PER_THOUGHT === 0) {
        const thought = this.#game.bot(this.#state, seat.id, seat.bot, this.random);
        seat.inputs.accept(this.#tick, this.#game.input.quantise(thought), this.#tick);
      }
      // A device that nobody answers for lies still.
      this.#inputs[seat.id] = seat.inputs.take(this.#tick) ?? this.#game.restingInput(this.#state, seat.id);
    }
  }

  #context(): RuleContext<Settings, EventSchemas> {
    return {
      tick: this.#tick,
      settings: this.#settings,
      random: this.random,
      practice: this.#practice,
      emit: (type, data) => this.#events.push({ type, tick: this.#tick, data }),
    };
  }
}
