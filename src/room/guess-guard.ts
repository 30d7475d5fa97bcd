/**
 * Keeps people from guessing four digits, a seat's code or a room's PIN: they are few, so a room takes only so many
 * wrong ones a minute.
 */

/** Wrong guesses that a room takes within WINDOW_MS; of 10,000 seat codes, 16 open a seat at most. */
const MAX_WRONG = 6;
const WINDOW_MS = 60_000;

export class GuessGuard {
  #wrong = 0;
  #windowEndsMs = 0;

  /** True while no guess is taken, right or wrong. */
  isBlocked(nowMs: number): boolean {
    return this.#wrong >= MAX_WRONG && nowMs < this.#windowEndsMs;
  }

  countWrong(nowMs: number): void {
    if (nowMs >= this.#windowEndsMs) {
      this.#wrong = 0;
      this.#windowEndsMs = nowMs + WINDOW_MS;
    }
    this.#wrong++;
  }
}
