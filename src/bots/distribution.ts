/**
 * How a measured time is spread: keeps counts of ranges that grow by 2 %, so that hours of samples take no more
 * memory than seconds. Used by the link meter and the summary.
 */

/** Values up to this fall into the first range. */
const SMALLEST = 0.05;
const GROWTH = Math.log(1.02);

/** Percentiles are at most 2 % too high; `max` is exact. */
export interface Spread {
  readonly samples: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export class Distribution {
  readonly #counts: number[] = [];
  #samples = 0;
  #max = 0;

  get samples(): number {
    return this.#samples;
  }

  get max(): number {
    return this.#max;
  }

  /** @param value 0 or more. */
  add(value: number): void {
    const range = value <= SMALLEST ? 0 : Math.ceil(Math.log(value / SMALLEST) / GROWTH);
    this.#counts[range] = (this.#counts[range] ?? 0) + 1;
    this.#samples++;
    this.#max = Math.max(this.#max, value);
  }

  /** Takes all samples of `other` in. */
  merge(other: Distribution): void {
    other.#counts.forEach((count, range) => {
      this.#counts[range] = (this.#counts[range] ?? 0) + count;
    });
    this.#samples += other.#samples;
    this.#max = Math.max(this.#max, other.#max);
  }

  /** The value that `share` (0 to 1) of all samples do not exceed; 0 without samples. */
  percentile(share: number): number {
    let left = Math.ceil(share * this.#samples);
    let value = 0;
    this.#counts.forEach((count, range) => {
      if (left > 0) value = SMALLEST * Math.exp(range * GROWTH);
      left -= count;
    });
    return Math.min(value, this.#max);
  }

  get spread(): Spread {
    const [p50, p99] = [this.percentile(0.5), this.percentile(0.99)];
    return { samples: this.#samples, p50, p99, max: this.#max };
  }
}
