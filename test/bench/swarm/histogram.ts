/** Times in fixed steps: adding one costs next to nothing, so that the generator can note every snapshot. */

const STEPS_PER_MS = 20;
/** Up to 5 s; what is longer counts as that. */
const STEPS = 100_000;

export class Histogram {
  count = 0;
  /** The longest, ms. */
  maxMs = 0;
  private readonly steps = new Uint32Array(STEPS);

  add(ms: number): void {
    const step = Math.min(Math.max(Math.trunc(ms * STEPS_PER_MS), 0), STEPS - 1);
    this.steps[step] = this.steps[step]! + 1;
    this.count++;
    if (ms > this.maxMs) this.maxMs = ms;
  }

  /** The time, ms, that a share (0 to 1) of all stay within. NaN when there is none. */
  quantileMs(share: number): number {
    let left = Math.ceil(this.count * share);
    if (left === 0) return Number.NaN;
    for (let step = 0; step < STEPS; step++) {
      left -= this.steps[step]!;
      if (left <= 0) return (step + 0.5) / STEPS_PER_MS;
    }
    return Number.NaN;
  }

  reset(): void {
    this.steps.fill(0);
    this.count = 0;
    this.maxMs = 0;
  }
}
