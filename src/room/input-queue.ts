/**
 * The inputs of one seat, waiting for their ticks. A late input is used at once if it is the newest; when none
 * came, the last one goes on (inputs are complete pictures of a device, see sdk/game).
 */
import type { Tick } from '../core/ids.ts';

/** After so many ticks without an input nobody is at the device: half a second at 60 a second. */
const SILENCE_TICKS = 30;
/** Inputs further ahead than this are refused: a client's clock is off, or it is playing tricks. */
const MAX_AHEAD_TICKS = 60;
/** More than may wait at once, and a power of two. */
const RING = 64;
const place = (tick: number): number => tick & (RING - 1);

export class InputQueue {
  /** Ring of the inputs that wait, by tick; each is used once, so what is there and not undefined is due. */
  readonly #waiting: unknown[] = new Array(RING).fill(undefined);
  #last: unknown;
  #lastTick = -1;
  #minSlack: number | undefined;

  /**
   * Takes the input that a client made for `tick`; `nextTick` is the tick that will be simulated next.
   * False when it was refused.
   */
  accept(tick: Tick, input: unknown, nextTick: Tick): boolean {
    const slack = tick - nextTick;
    if (slack > MAX_AHEAD_TICKS) return false;
    this.#minSlack = this.#minSlack === undefined ? slack : Math.min(this.#minSlack, slack);
    if (slack >= 0) {
      this.#waiting[place(tick)] = input;
      return true;
    }
    if (tick <= this.#lastTick) return false;
    this.#last = input;
    this.#lastTick = tick;
    return true;
  }

  /** The input for `tick`, which is being simulated now; undefined when the seat has said nothing (for long). */
  take(tick: Tick): unknown {
    const input = this.#waiting[place(tick)];
    if (input !== undefined) {
      this.#waiting[place(tick)] = undefined;
      this.#last = input;
      this.#lastTick = tick;
    }
    if (tick - this.#lastTick > SILENCE_TICKS) this.#last = undefined;
    return this.#last;
  }

  /** The input that goes on while no newer one comes. */
  get last(): unknown {
    return this.#last;
  }

  /** Goes on from an input that was used at `tick` in another process. */
  resume(tick: Tick, input: unknown): void {
    this.clear();
    this.#last = input;
    this.#lastTick = tick;
  }

  /** Smallest slack (ticks early) since the last call; undefined when nothing came. */
  takeSlack(): number | undefined {
    const slack = this.#minSlack;
    this.#minSlack = undefined;
    return slack;
  }

  /** Forgets everything: a new state begins. */
  clear(): void {
    this.#waiting.fill(undefined);
    this.#last = undefined;
    this.#lastTick = -1;
    this.#minSlack = undefined;
  }
}
