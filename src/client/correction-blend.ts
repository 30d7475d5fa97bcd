/**
 * What becomes of a correction: the drawn body keeps its place and glides to the right one in about 120 ms, without a
 * kink in its motion (a critically damped spring). Also says which corrections an eye can see. Used by the predictor.
 */
import { length } from '../core/math.ts';

/** Time constant of the spring, ms: 91 % are gone after 120 ms, 96 % after 150. */
const SPRING_MS = 30;
/** The most of a correction that one frame of a 60 Hz screen takes back: the spring's top speed, for 1/60 s. */
const MOST_PER_FRAME = (1000 / 60 / SPRING_MS) * Math.exp(-1);
/** Corrections beyond so many body lengths jump. */
const SNAP_BODIES = 1.5;
/** Corrections smaller than this part of a body are not worth counting at all. */
const COUNTED_BODIES = 0.02;
/**
 * A correction is visible when it moves the drawn body by more than one CSS px in any frame. On a phone of 390 px a
 * disc for six with its surroundings is 1066 world px wide, so that a body of 68 is 25 px; on the small disc of a
 * round's end it is 39. The larger figure counts: on other phones and in other games it is of that order.
 */
const BODY_CSS_PX = 39;
const VISIBLE_BODIES = 1 / (BODY_CSS_PX * MOST_PER_FRAME);

export class CorrectionBlend {
  /** How far the drawn body is from the right place; the same object every time. Call `at` first. */
  readonly offset = { x: 0, y: 0 };
  readonly #bodyLength: number;
  readonly #start = { x: 0, y: 0, vx: 0, vy: 0 };
  #startMs = 0;
  /** All corrections worth counting; those of them that can be seen; those that were too large to blend. */
  corrections = 0;
  visible = 0;
  snaps = 0;

  /** @param bodyLength in the unit of the corrections. */
  constructor(bodyLength: number) {
    this.#bodyLength = bodyLength;
  }

  reset(): void {
    this.#restart(0, 0, 0, 0, 0);
  }

  /** Moves `offset` to the moment `nowMs`. */
  at(nowMs: number): void {
    const { x, y, vx, vy } = this.#start;
    const t = (nowMs - this.#startMs) / SPRING_MS;
    const left = Math.exp(-t);
    this.offset.x = (x + (vx + x) * t) * left;
    this.offset.y = (y + (vy + y) * t) * left;
  }

  /** The right place has turned out to be elsewhere: (dx, dy) is where it was before, seen from there. */
  add(dx: number, dy: number, nowMs: number): void {
    this.at(nowMs);
    const before = length(this.offset.x, this.offset.y);
    const x = this.offset.x + dx;
    const y = this.offset.y + dy;
    const after = length(x, y);
    this.#count(length(dx, dy), before, after);
    if (after > SNAP_BODIES * this.#bodyLength) {
      this.snaps++;
      this.#restart(0, 0, 0, 0, nowMs);
      return;
    }
    const { x: x0, y: y0, vx, vy } = this.#start;
    const t = (nowMs - this.#startMs) / SPRING_MS;
    const left = Math.exp(-t);
    this.#restart(x, y, (vx - (vx + x0) * t) * left, (vy - (vy + y0) * t) * left, nowMs);
  }

  /** Small corrections that pile up are seen as well; small ones on a body that is gliding back anyway are not. */
  #count(size: number, before: number, after: number): void {
    if (size <= COUNTED_BODIES * this.#bodyLength) return;
    this.corrections++;
    const visible = VISIBLE_BODIES * this.#bodyLength;
    if (size > visible || (after > visible && after > before)) this.visible++;
  }

  /** Speeds in lengths per time constant. */
  #restart(x: number, y: number, vx: number, vy: number, nowMs: number): void {
    this.#start.x = x;
    this.#start.y = y;
    this.#start.vx = vx;
    this.#start.vy = vy;
    this.#startMs = nowMs;
  }
}
