/**
 * How long rooms' ticks take: counted in boxes of fixed width on a logarithmic scale, so that counting one is a few
 * additions, and no number of rooms needs more memory. Read and emptied once a second (see vitals).
 */

/** Upper edge of the first box, ms. */
const FIRST_MS = 0.01;
/** Boxes for each doubling: an answer is wrong by at most 9 %. */
const PER_DOUBLING = 8;
/** Up to 0.65 s; what takes longer counts as that long. */
const BOXES = 16 * PER_DOUBLING;

export class TickTimes {
  readonly #counts = new Uint32Array(BOXES);
  #total = 0;

  /** Counts one tick that took `ms`. */
  add(ms: number): void {
    const box = ms <= FIRST_MS ? 0 : Math.ceil(Math.log2(ms / FIRST_MS) * PER_DOUBLING);
    const last = BOXES - 1;
    this.#counts[box < last ? box : last]!++;
    this.#total++;
  }

  /** What `share` (0 to 1) of all counted ticks have taken at most, ms; 0 when there were none. */
  quantileMs(share: number): number {
    if (this.#total === 0) return 0;
    const wanted = Math.max(1, Math.ceil(share * this.#total));
    let seen = 0;
    let box = 0;
    for (; box < BOXES - 1; box++) {
      seen += this.#counts[box]!;
      if (seen >= wanted) break;
    }
    return FIRST_MS * 2 ** (box / PER_DOUBLING);
  }

  /** Begins anew. */
  clear(): void {
    this.#counts.fill(0);
    this.#total = 0;
  }
}
