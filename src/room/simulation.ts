/**
 * A room's running game: the rules, their state and tick, and the frames that come of it. Knows seats only as
 * whose inputs to take; phases and people are the room's business.
 */
import { BitReader, BitWriter } from '../core/bytes.ts';
import { asTick, type SeatId, type Tick } from '../core/ids.ts';
import { Random } from '../core/prng.ts';
import { invariant } from '../core/result.ts';
import type { AreaFrame } from '../protocol/area-cut.ts';
import type { RoomCheckpoint } from '../protocol/checkpoint.ts';
import { EVENT_AGE_MAX, nextGeneration } from '../protocol/frames.ts';
import type {
  AnyGame,
  BotLevel,
  EventOf,
  EventSchemas,
  Outcome,
  RuleContext,
  Settings,
  SettingValues,
} from '../sdk/game.ts';
import { InputQueues } from './input-queues.ts';
import type { Seats } from './seats.ts';
import { SnapshotWriter } from './snapshot-writer.ts';

/** A bot thinks every so many ticks; in between it goes on as it is. */
const TICKS_PER_THOUGHT = 6;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What a checkpoint holds of the simulation. */
export type SimulationState = Pick<
  RoomCheckpoint,
  'tick' | 'generation' | 'practice' | 'random' | 'state'
> & { readonly settings: SettingValues<Settings> };

export class Simulation {
  readonly #game: AnyGame;
  readonly #writer: SnapshotWriter;
  readonly #inputs: InputQueues;
  readonly #bits = new BitWriter(4096);
  #random: Random;
  #tick = asTick(0);
  #generation = 0;
  #practice = true;
  #settings: SettingValues<Settings> = {};
  #state: unknown;
  #events: EventOf<EventSchemas>[] = [];
  /** Events that went out lately: a guest that comes back after a blip has missed them. */
  #recent: EventOf<EventSchemas>[] = [];

  readonly #ruleContext: Mutable<RuleContext<Settings, EventSchemas>>;

  constructor(game: AnyGame, seed: number) {
    this.#game = game;
    this.#writer = new SnapshotWriter(game);
    this.#inputs = new InputQueues(game.seats.max, game.input);
    this.#random = new Random(seed);
    this.#ruleContext = {
      tick: this.#tick,
      settings: this.#settings,
      random: this.#random,
      practice: this.#practice,
      emit: (type, data) => this.#events.push({ type, tick: this.#tick, data }),
    };
  }

  /** Chance for the rules, and for whatever else in the room has to be the same in a replay. */
  get random(): Random {
    return this.#random;
  }

  /** The last tick that was played. Goes on where it was when the room moves to another process. */
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

  /** The settings that the running state was made with. */
  get settings(): SettingValues<Settings> {
    return this.#settings;
  }

  /** The inputs of the tick that was played last, by seat; the same array every time. */
  get inputs(): readonly unknown[] {
    return this.#inputs.current;
  }

  /** The result, once there is one. */
  get outcome(): Outcome | undefined {
    return this.#practice ? undefined : this.#game.outcome(this.#state);
  }

  get scores(): ReturnType<AnyGame['scores']> {
    return this.#game.scores(this.#state);
  }

  /** Begins a new state with these seats in it. Every guest needs its keyframe. */
  begin(seats: readonly SeatId[], settings: SettingValues<Settings>, practice: boolean): void {
    this.#generation = nextGeneration(this.#generation);
    this.#practice = practice;
    this.#settings = settings;
    this.#events = [];
    this.#recent = [];
    this.#inputs.clear();
    this.#adopt(this.#game.setup(seats, this.#context()));
    this.#writer.restart({ tick: this.#tick, generation: this.#generation }, this.#state);
  }

  join(seat: SeatId): void {
    this.#inputs.forget(seat); // a message of the one before may have come late
    this.#game.join(this.#state, seat, this.#context());
    this.#adopt(this.#state);
  }

  leave(seat: SeatId): void {
    this.#game.leave(this.#state, seat, this.#context());
    this.#inputs.forget(seat);
    this.#game.state.quantise(this.#state);
  }

  /** An input that somebody has made for `tick`. False when it was refused. */
  accept(seat: SeatId, tick: Tick, input: unknown): boolean {
    return this.#inputs.accept(seat, tick, input, asTick(this.#tick + 1));
  }

  /** See InputQueues. */
  takeSlack(seat: SeatId): number | undefined {
    return this.#inputs.takeSlack(seat);
  }

  /** What guests hold now, whole, with the events of the last moment; for the guest on `seat`. */
  keyframe(seat: SeatId): Uint8Array {
    return this.#writer.keyframe(seat, this.#recent);
  }

  /** A hash of what guests hold now (rule F7). */
  hashFrame(): Uint8Array {
    return this.#writer.hashFrame();
  }

  /** Goes on with a state that the rules have made: in the schema's own form, which is faster to work on. */
  #adopt(state: unknown): void {
    this.#state = this.#game.state.quantise(this.#game.state.copy(state));
  }

  /** Plays one tick. Returns the frame for everybody when one is due. */
  step(seats: Seats): Uint8Array | AreaFrame | undefined {
    this.#tick = asTick(this.#tick + 1);
    for (const { id, bot } of seats.bots)
      if ((this.#tick + id) % TICKS_PER_THOUGHT === 0) this.#think(id, bot!);
    this.#inputs.take(this.#tick, seats.ids, this.#restingInput);
    return this.#play(seats);
  }

  /** Plays one tick again with the inputs that people made then. Bots think anew: the same, by the same chance. */
  replay(seats: Seats, inputs: readonly unknown[]): void {
    const next = asTick(this.#tick + 1);
    for (const { id } of seats.people) {
      if (inputs[id] !== undefined) this.accept(id, next, inputs[id]);
    }
    this.step(seats);
  }

  /** All that it takes to go on elsewhere. `seats`: whose last inputs belong to it. */
  save(seats: readonly SeatId[]): SimulationState {
    this.#bits.reset();
    this.#game.state.write(this.#bits, this.#state);
    for (const seat of seats) {
      const input = this.#inputs.last(seat, this.#tick);
      this.#bits.writeBool(input !== undefined);
      if (input !== undefined) this.#game.input.write(this.#bits, input);
    }
    return {
      tick: this.#tick,
      generation: this.#generation,
      practice: this.#practice,
      random: this.#random.state,
      settings: this.#settings,
      state: this.#bits.finish(),
    };
  }

  /** Goes on from what `save` gave, with the same seats in the same order. Throws when it cannot be read. */
  load(saved: SimulationState, seats: readonly SeatId[]): void {
    const reader = new BitReader(saved.state);
    const state = this.#game.state.read(reader);
    for (const seat of seats) {
      if (reader.readBool()) this.#inputs.resume(seat, saved.tick, this.#game.input.read(reader));
    }
    invariant(!reader.failed && reader.remainingBits < 8, 'a checkpoint that cannot be read');
    this.#state = state;
    this.#tick = saved.tick;
    this.#generation = saved.generation;
    this.#practice = saved.practice;
    this.#settings = saved.settings;
    this.#random = new Random(saved.random);
    this.#writer.restart({ tick: saved.tick, generation: saved.generation }, state);
  }

  #play(seats: Seats): Uint8Array | AreaFrame | undefined {
    this.#game.step(this.#state, this.#inputs.current, this.#context());
    this.#game.state.quantise(this.#state);
    if (this.#tick % this.#game.ticksPerSnapshot !== 0) return undefined;
    const frame =
      this.#game.interest === undefined
        ? this.#writer.delta(this.#tick, this.#state, this.#events)
        : this.#writer.area(this.#tick, this.#state, this.#events, seats.all);
    this.#rememberEvents();
    return frame;
  }

  #rememberEvents(): void {
    const oldest = this.#tick - EVENT_AGE_MAX;
    if (this.#recent.length > 0 && this.#recent[0]!.tick < oldest) {
      this.#recent = this.#recent.filter((event) => event.tick >= oldest);
    }
    if (this.#events.length === 0) return;
    this.#recent.push(...this.#events);
    this.#events = [];
  }

  #think(seat: SeatId, level: BotLevel): void {
    const thought = this.#game.bot(this.#state, seat, level, this.#random);
    this.#inputs.accept(seat, this.#tick, this.#game.input.quantise(thought), this.#tick);
  }

  /** A device that nobody answers for lies still. As the wire carries it, like every other input. */
  readonly #restingInput = (seat: SeatId): unknown => {
    const { input } = this.#game;
    return input.quantise(input.copy(this.#game.restingInput(this.#state, seat)));
  };

  /** The same object every time: rules must not keep it, and a tick makes none. */
  #context(): RuleContext<Settings, EventSchemas> {
    const context = this.#ruleContext;
    context.tick = this.#tick;
    context.settings = this.#settings;
    context.random = this.#random;
    context.practice = this.#practice;
    return context;
  }
}
