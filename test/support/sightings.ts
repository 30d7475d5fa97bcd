/** What somebody saw and when: what is on disk by now is what was seen a moment ago. */
import { waitFor } from './wait-for.ts';

const LOOK_MS = 20;
/** Rooms are saved every second; the rest is for a busy machine. */
const SAVED_MS = 1_500;

export class Sightings<T> {
  readonly #timer: NodeJS.Timeout;
  #seen: { readonly atMs: number; readonly what: T }[] = [];
  #saved: T | undefined;

  /** Looks again and again, until `stop`. `look` may see nothing (undefined) for now. */
  constructor(look: () => T | undefined) {
    this.#timer = setInterval(() => {
      const what = look();
      if (what !== undefined) this.#seen.push({ atMs: performance.now(), what });
    }, LOOK_MS);
  }

  /** Waits until what was seen long enough ago to be saved by now is there, and `matches`. */
  saved(what: string, matches: (seen: T) => boolean = () => true): Promise<unknown> {
    return waitFor(`${what}, saved`, () => {
      const saved = this.#takeSaved();
      return saved !== undefined && matches(saved);
    });
  }

  /** Ends looking. The latest that must be on disk if the host dies now. */
  stop(): T {
    clearInterval(this.#timer);
    const saved = this.#takeSaved();
    if (saved === undefined) throw new Error('Nothing was seen so long ago.');
    return saved;
  }

  #takeSaved(): T | undefined {
    const untilMs = performance.now() - SAVED_MS;
    this.#saved = this.#seen.findLast(({ atMs }) => atMs <= untilMs)?.what ?? this.#saved;
    this.#seen = this.#seen.filter(({ atMs }) => atMs > untilMs);
    return this.#saved;
  }
}
