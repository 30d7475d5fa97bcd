/**
 * The inputs of a room's seats, waiting for their ticks. A late input is used at once if it is the newest; when none
 * came, the last one goes on (inputs are complete pictures of a device, see sdk/game).
 *
 * A host with a thousand guests spends its time waiting for memory, not computing. So those of one tick lie next to each
 * other, and inputs are copied into objects that are used again and again: the tick looks at a few lines of memory for all
 * seats together, and no input becomes old garbage.
 */
import type { SeatId, Tick } from '../core/ids.ts';
import type { Schema } from '../sdk/schema.ts';

/** After so many ticks without an input nobody is at the device: half a second at 60 a second. */
const SILENCE_TICKS = 30;
/** Inputs further ahead than this are refused: a client's clock is off, or it is playing tricks. */
const MAX_AHEAD_TICKS = 60;
/** Ticks for which inputs may wait at once: more than those above, and a power of two. */
const RING = 64;
/** The tick of the last input of a seat that has said nothing yet: longer ago than any silence. */
const NEVER = -1 - SILENCE_TICKS;
/** The slack of a seat that nothing has come from since it was asked for. */
const NO_SLACK = 2 ** 31 - 1;

export class InputQueues {
  readonly #schema: Pick<Schema<unknown>, 'copy' | 'assign'>;
  readonly #seats: number;
  /** Ring of ticks, each with a place for each seat. Each input is used once: what is there is due at its tick. */
  readonly #waiting: unknown[];
  /** By seat: the input that goes on, for rules to look at. */
  readonly #current: unknown[];
  /** By seat: the tick of that input. */
  readonly #tickOf: Int32Array;
  readonly #minSlack: Int32Array;
  /** Objects of inputs that are over. */
  readonly #spare: unknown[] = [];

  /** @param seats how many there may be. @param schema of the game's inputs. */
  constructor(seats: number, schema: Pick<Schema<unknown>, 'copy' | 'assign'>) {
    this.#schema = schema;
    this.#seats = seats;
    this.#waiting = new Array(RING * seats).fill(undefined);
    this.#current = new Array(seats).fill(undefined);
    this.#tickOf = new Int32Array(seats).fill(NEVER);
    this.#minSlack = new Int32Array(seats).fill(NO_SLACK);
  }

  /** By seat: the inputs of the tick that was taken last. The same array, and the same objects in it, every time. */
  get current(): readonly unknown[] {
    return this.#current;
  }

  /**
   * Takes (a copy of) the input that a client made for `tick`; `nextTick` is the tick that will be simulated next.
   * False when it was refused.
   */
  accept(seat: SeatId, tick: Tick, input: unknown, nextTick: Tick): boolean {
    const slack = tick - nextTick;
    if (slack > MAX_AHEAD_TICKS) return false;
    if (slack < this.#minSlack[seat]!) this.#minSlack[seat] = slack;
    if (slack >= 0) {
      const place = this.#place(tick, seat);
      const kept = this.#waiting[place] ?? this.#spare.pop();
      this.#waiting[place] = this.#kept(kept, input);
      return true;
    }
    if (tick <= this.#tickOf[seat]!) return false;
    this.#current[seat] = this.#kept(this.#current[seat], input);
    this.#tickOf[seat] = tick;
    return true;
  }

  /**
   * Makes the inputs for `tick`, which is being simulated now, the current ones.
   * @param resting what a seat does when nobody has been heard there for long: an object that is its own.
   */
  take(tick: Tick, seats: readonly SeatId[], resting: (seat: SeatId) => unknown): void {
    const row = this.#place(tick, 0);
    for (const seat of seats) {
      const input = this.#waiting[row + seat];
      if (input !== undefined) {
        this.#waiting[row + seat] = undefined;
        if (this.#current[seat] !== undefined) this.#spare.push(this.#current[seat]);
        this.#current[seat] = input;
        this.#tickOf[seat] = tick;
      } else if (tick - this.#tickOf[seat]! > SILENCE_TICKS) this.#current[seat] = resting(seat);
    }
  }

  /** The input that goes on at `tick` while no newer one comes; undefined: nobody has been heard for long. */
  last(seat: SeatId, tick: Tick): unknown {
    return tick - this.#tickOf[seat]! > SILENCE_TICKS ? undefined : this.#current[seat];
  }

  /** Goes on from an input that was used at `tick` in another process. */
  resume(seat: SeatId, tick: Tick, input: unknown): void {
    this.forget(seat);
    this.#current[seat] = input;
    this.#tickOf[seat] = tick;
  }

  /** Smallest slack (ticks early) since the last call; undefined when nothing came. */
  takeSlack(seat: SeatId): number | undefined {
    const slack = this.#minSlack[seat]!;
    this.#minSlack[seat] = NO_SLACK;
    return slack === NO_SLACK ? undefined : slack;
  }

  /** Forgets what a seat has said: somebody else sits there, or nobody. */
  forget(seat: SeatId): void {
    for (let tick = 0; tick < RING; tick++) this.#waiting[this.#place(tick, seat)] = undefined;
    this.#current[seat] = undefined;
    this.#tickOf[seat] = NEVER;
    this.#minSlack[seat] = NO_SLACK;
  }

  /** Forgets everything: a new state begins. */
  clear(): void {
    this.#waiting.fill(undefined);
    this.#current.fill(undefined);
    this.#tickOf.fill(NEVER);
    this.#minSlack.fill(NO_SLACK);
  }

  #place(tick: number, seat: number): number {
    return (tick & (RING - 1)) * this.#seats + seat;
  }

  #kept(kept: unknown, input: unknown): unknown {
    return kept === undefined ? this.#schema.copy(input) : this.#schema.assign(kept, input);
  }
}
