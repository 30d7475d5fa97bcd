/** Remembers the last frames' times, for the net graph, tests and benchmarks. Pure. */

/** Milliseconds that half, 95% and 99% of the frames stay within. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** How the stage draws now. Times are of the last few hundred frames. */
export interface FrameStats {
  /** Frames since the stage was opened. */
  readonly frames: number;
  readonly fps: number;
  /** From one frame to the next, ms. */
  readonly frameMs: Percentiles;
  /** That the page's own code took of it, from the session's advance to the last draw call, ms. */
  readonly scriptMs: Percentiles;
  /** 0 is full quality, larger is less. */
  readonly quality: number;
  /** Canvas px per CSS px. */
  readonly pixelRatio: number;
  readonly particleShare: number;
}

const KEPT = 300;

export class FrameMeter {
  readonly #frameMs = new Float64Array(KEPT);
  readonly #scriptMs = new Float64Array(KEPT);
  #frames = 0;

  /** @param frameMs since the last frame. @param scriptMs of it in our own code. */
  add(frameMs: number, scriptMs: number): void {
    const at = this.#frames++ % KEPT;
    this.#frameMs[at] = frameMs;
    this.#scriptMs[at] = scriptMs;
  }

  stats(): Pick<FrameStats, 'frames' | 'fps' | 'frameMs' | 'scriptMs'> {
    const kept = Math.min(this.#frames, KEPT);
    const frameMs = this.#frameMs.slice(0, kept).sort();
    const totalMs = frameMs.reduce((sum, ms) => sum + ms, 0);
    return {
      frames: this.#frames,
      fps: totalMs > 0 ? (1000 * kept) / totalMs : 0,
      frameMs: percentiles(frameMs),
      scriptMs: percentiles(this.#scriptMs.slice(0, kept).sort()),
    };
  }
}

function percentiles(sorted: Float64Array): Percentiles {
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
