/**
 * The thumb stick's arithmetic, without any device: a thumb comes down anywhere, moves, and leaves. Distances
 * in CSS px, times in ms. `touch-input.ts` feeds it; unit tests do as well.
 */
import { length } from '../../src/core/math.ts';

/** Where the stick is fully out. The anchor follows a thumb that goes further, so turning round is quick. */
export const STICK_RADIUS_PX = 60;
/** Smaller movements steer nowhere: a resting thumb trembles. */
const DEAD_ZONE_PX = 6;
/** A tap: up again so soon, having moved no further. */
const TAP_MS = 200;
const TAP_PX = 14;
/** A flick: the last part of the way, at least so long and so fast, and then up. */
const FLICK_WINDOW_MS = 90;
const FLICK_PX = 22;
const FLICK_PX_PER_MS = 0.45;
/** After a flick the stick keeps pointing its way for so long: the dash that it asked for needs a direction. */
const FLICK_HOLD_MS = 160;
const TRAIL_LENGTH = 16;

interface TrailPoint {
  x: number;
  y: number;
  atMs: number;
}

export class ThumbStick {
  /** Where the thumb came down, or was dragged to. */
  readonly anchor = { x: 0, y: 0 };
  /** Where the thumb is. */
  readonly thumb = { x: 0, y: 0 };
  isDown = false;
  /** Taps and flicks so far. */
  presses = 0;

  readonly #stick = { x: 0, y: 0 };
  #holdUntilMs = 0;
  #downAtMs = 0;
  #reachPx = 0;
  readonly #trail: TrailPoint[] = Array.from({ length: TRAIL_LENGTH }, () => ({ x: 0, y: 0, atMs: 0 }));
  #trailEnd = 0;
  #trailSize = 0;

  down(x: number, y: number, atMs: number): void {
    this.isDown = true;
    this.anchor.x = this.thumb.x = x;
    this.anchor.y = this.thumb.y = y;
    this.#stick.x = 0;
    this.#stick.y = 0;
    this.#downAtMs = atMs;
    this.#reachPx = 0;
    this.#trailSize = 0;
    this.#remember(x, y, atMs);
  }

  move(x: number, y: number, atMs: number): void {
    if (!this.isDown) return;
    this.#remember(x, y, atMs);
    this.thumb.x = x;
    this.thumb.y = y;
    const dx = x - this.anchor.x;
    const dy = y - this.anchor.y;
    const far = length(dx, dy);
    this.#reachPx = Math.max(this.#reachPx, far);
    if (far > STICK_RADIUS_PX) {
      this.anchor.x = x - (dx / far) * STICK_RADIUS_PX;
      this.anchor.y = y - (dy / far) * STICK_RADIUS_PX;
    }
    const strength = far < DEAD_ZONE_PX ? 0 : Math.min(1, far / STICK_RADIUS_PX);
    this.#stick.x = strength > 0 ? (dx / far) * strength : 0;
    this.#stick.y = strength > 0 ? (dy / far) * strength : 0;
  }

  /** The thumb left; a tap or a flick counts as a press. */
  up(atMs: number): void {
    if (!this.isDown) return;
    this.isDown = false;
    const isFlick = this.#pointAlongFlick(atMs);
    if (isFlick) this.#holdUntilMs = atMs + FLICK_HOLD_MS;
    else {
      this.#stick.x = 0;
      this.#stick.y = 0;
    }
    const isTap = atMs - this.#downAtMs <= TAP_MS && this.#reachPx <= TAP_PX;
    if (isFlick || isTap) this.presses++;
  }

  /** The browser took the touch away: nothing was meant by it. */
  cancel(): void {
    this.isDown = false;
    this.#stick.x = 0;
    this.#stick.y = 0;
  }

  /** Direction wanted at `nowMs`, length 0 to 1. The same object every time. */
  direction(nowMs: number): { readonly x: number; readonly y: number } {
    if (!this.isDown && nowMs >= this.#holdUntilMs) {
      this.#stick.x = 0;
      this.#stick.y = 0;
    }
    return this.#stick;
  }

  /** True, with the stick along it, when the thumb's last movement was a flick. */
  #pointAlongFlick(atMs: number): boolean {
    let first: TrailPoint | undefined;
    for (let i = 1; i <= this.#trailSize; i++) {
      const point = this.#trail[(this.#trailEnd - i + TRAIL_LENGTH) % TRAIL_LENGTH]!;
      if (atMs - point.atMs > FLICK_WINDOW_MS) break;
      first = point;
    }
    if (first === undefined) return false;
    const dx = this.thumb.x - first.x;
    const dy = this.thumb.y - first.y;
    const far = length(dx, dy);
    if (far < FLICK_PX || far < FLICK_PX_PER_MS * (atMs - first.atMs)) return false;
    this.#stick.x = dx / far;
    this.#stick.y = dy / far;
    return true;
  }

  #remember(x: number, y: number, atMs: number): void {
    const point = this.#trail[this.#trailEnd]!;
    point.x = x;
    point.y = y;
    point.atMs = atMs;
    this.#trailEnd = (this.#trailEnd + 1) % TRAIL_LENGTH;
    this.#trailSize = Math.min(this.#trailSize + 1, TRAIL_LENGTH);
  }
}
