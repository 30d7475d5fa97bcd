/** How a guest's connection does: the last minute's round trips as a line, the newest one and how it varies. */
import type { SeatLinkStatus } from '../../src/protocol/console.ts';
import { Plot } from './plot.tsx';
import { TEXTS } from './texts.ts';

/** Up to these, round trip and jitter together are not felt (good), or only in fast games (fair); ms. */
const GOOD_MS = 60;
const FAIR_MS = 140;
/** The line reaches the top at so many ms at least: a quiet network draws a quiet line. */
const FULL_MS = 80;

interface LinkFiguresProps {
  readonly link: SeatLinkStatus;
  /** Oldest first, ms. */
  readonly rttsMs: readonly number[];
}

export function LinkFigures({ link: { platform, rttMs, jitterMs }, rttsMs }: LinkFiguresProps) {
  return (
    <span
      class="seat-link"
      data-quality={qualityOf(rttMs + jitterMs)}
      title={TEXTS.seat.link(platform, rttMs, jitterMs)}
    >
      <span class="seat-rtt">
        {TEXTS.seat.rtt(rttMs)}
        <small>{TEXTS.seat.jitter(jitterMs)}</small>
      </span>
      <Plot lines={[rttsMs]} full={Math.max(FULL_MS, ...rttsMs)} />
    </span>
  );
}

const qualityOf = (ms: number): 'good' | 'fair' | 'poor' =>
  ms <= GOOD_MS ? 'good' : ms <= FAIR_MS ? 'fair' : 'poor';
