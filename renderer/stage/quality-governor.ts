/**
 * Decides how much a device is given to draw: drops quality while frames come late, particles first, then
 * resolution, and gives it back slowly. Pure: fed with the times between frames. It never touches the simulation,
 * which runs by its own clock.
 */

export interface Quality {
  /** Share of the particles that a view would like to show. */
  readonly particleShare: number;
  /** The most canvas px per CSS px. */
  readonly pixelRatio: number;
}

/** From the best to the least. */
export const QUALITIES: readonly Quality[] = [
  { particleShare: 1, pixelRatio: 2 },
  { particleShare: 0.5, pixelRatio: 2 },
  { particleShare: 0.2, pixelRatio: 2 },
  { particleShare: 0.2, pixelRatio: 1.5 },
  { particleShare: 0.2, pixelRatio: 1 },
];
const LOWEST = QUALITIES.length - 1;

/** The pace that is wanted; displays that cannot do it are found out. */
const WANTED_MS = 1000 / 60;
/** Frames are judged in windows of at least so long and so many. */
const WINDOW_MS = 1_000;
const WINDOW_FRAMES = 8;
/** A frame is late when it took this much longer than the display's pace: it missed a turn. */
const LATE = 1.5;
/** A window is slow from this share of late frames on, and good up to that one. */
const SLOW_SHARE = 0.2;
const GOOD_SHARE = 0.04;
/** Frames right after the start and after a change tell nothing: things are being made. */
const START_MS = 2_000;
const SETTLE_MS = 500;
/** Longer pauses between frames are a hidden page, not a slow one. */
const HIDDEN_MS = 2_000;
/** Good for so long: one step up. Twice as long after each step up that had to be taken back soon. */
const PATIENCE_MS = 8_000;
const PATIENCE_MOST_MS = 128_000;
const SOON_MS = 10_000;
/** Two times are alike when one is not longer than the other by more than this factor. */
const ALIKE = 1.2;
/** So many even windows at the lowest quality, as slow as at full quality, are the display's own pace. */
const EVEN_WINDOWS = 3;

export class QualityGovernor {
  #level = 0;
  /** The pace of the display as far as it is known, ms. */
  #paceMs = WANTED_MS;
  readonly #window: number[] = [];
  #windowMs = 0;
  #settleMs = START_MS;
  #goodMs = 0;
  #patienceMs = PATIENCE_MS;
  #sinceUpMs = Number.POSITIVE_INFINITY;
  /** The middle frame time at full quality, when the way down began, ms. */
  #fullQualityMs = 0;
  #evenWindows = 0;

  /** 0 is full quality; an index into QUALITIES. */
  get level(): number {
    return this.#level;
  }

  get quality(): Quality {
    return QUALITIES[this.#level]!;
  }

  /** Takes the time since the last frame, ms. True when the quality has changed. */
  add(frameMs: number): boolean {
    if (frameMs > HIDDEN_MS) {
      this.#settle(SETTLE_MS);
      return false;
    }
    if (this.#settleMs > 0) {
      this.#settleMs -= frameMs;
      return false;
    }
    this.#window.push(frameMs);
    this.#windowMs += frameMs;
    if (this.#windowMs < WINDOW_MS || this.#window.length < WINDOW_FRAMES) return false;
    const before = this.#level;
    this.#judge();
    this.#window.length = 0;
    this.#windowMs = 0;
    if (this.#level === before) return false;
    this.#settle(SETTLE_MS);
    return true;
  }

  #settle(ms: number): void {
    this.#settleMs = ms;
    this.#window.length = 0;
    this.#windowMs = 0;
  }

  #judge(): void {
    const frames = this.#window.sort((a, b) => a - b);
    const at = (share: number): number => frames[Math.floor(frames.length * share)]!;
    const isEven = at(0.9) < at(0.1) * ALIKE;
    const middleMs = at(0.5);
    if (middleMs < this.#paceMs / ALIKE) this.#paceMs = Math.max(WANTED_MS, middleMs);
    const limitMs = this.#paceMs * LATE;
    const lateShare = frames.filter((ms) => ms > limitMs).length / frames.length;
    this.#sinceUpMs += this.#windowMs;
    if (lateShare >= SLOW_SHARE) this.#goDown(middleMs, isEven);
    else if (lateShare > GOOD_SHARE) this.#goodMs = 0;
    else this.#waitToGoUp();
  }

  #goDown(middleMs: number, isEven: boolean): void {
    this.#goodMs = 0;
    if (this.#sinceUpMs < SOON_MS) this.#patienceMs = Math.min(PATIENCE_MOST_MS, this.#patienceMs * 2);
    this.#sinceUpMs = Number.POSITIVE_INFINITY;
    if (this.#level === 0) this.#fullQualityMs = middleMs;
    if (this.#level < LOWEST) {
      this.#level++;
      return;
    }
    // As slow as at full quality, and evenly so: a phone that saves power, which less work does not make faster.
    const isInVain = isEven && middleMs * ALIKE > this.#fullQualityMs;
    this.#evenWindows = isInVain ? this.#evenWindows + 1 : 0;
    if (this.#evenWindows < EVEN_WINDOWS) return;
    this.#evenWindows = 0;
    this.#paceMs = middleMs;
    this.#level = 0;
  }

  #waitToGoUp(): void {
    this.#goodMs += this.#windowMs;
    if (this.#level === 0 || this.#goodMs < this.#patienceMs) return;
    this.#goodMs = 0;
    this.#sinceUpMs = 0;
    this.#level--;
  }
}
