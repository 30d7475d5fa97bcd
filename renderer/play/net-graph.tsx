/**
 * How the connection is doing, over the game: a moving plot and the numbers behind it. Switched by F3 or in the menu;
 * it never takes a touch. Tests read its numbers from `data-stats`.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { NetStats, Session } from '../../src/client/session.ts';
import './net-graph.css';
import { NetPlot } from './net-plot.ts';
import { TEXTS } from './texts.ts';

/** How often the numbers change, ms: as fast as one can read. */
const NUMBERS_MS = 500;

interface Numbers extends NetStats {
  /** Animation frames and bytes of the last half second, per second. */
  readonly fps: number;
  readonly downPerSecond: number;
  readonly upPerSecond: number;
}

export function NetGraph({ session }: { session: Session }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const numbers = useNumbers(session);
  useEffect(() => runPlot(canvas.current!, session), [session]);
  const { net } = TEXTS;
  return (
    <aside
      class="net-graph"
      data-testid="net-graph"
      data-stats={JSON.stringify(numbers)}
      aria-label={net.title}
    >
      <canvas ref={canvas} />
      <dl>
        <Row label={net.rtt} value={net.ms(numbers.rttMs)} />
        <Row label={net.jitter} value={net.ms(numbers.jitterMs)} />
        <Row label={net.age} value={net.ms(numbers.ageMs)} />
        <Row label={net.behind} value={net.ms(numbers.interpolationMs)} />
        <Row label={net.ahead} value={net.ms(numbers.leadMs)} />
        <Row label={net.corrections} value={net.outOf(numbers.visibleCorrections, numbers.corrections)} />
        <Row label={net.late} value={net.share(numbers.underruns, numbers.drawn)} />
        <Row label={net.down} value={net.rate(numbers.downPerSecond)} />
        <Row label={net.up} value={net.rate(numbers.upPerSecond)} />
        <Row label={net.fps} value={String(Math.round(numbers.fps))} />
      </dl>
    </aside>
  );
}

function Row({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function useNumbers(session: Session): Numbers {
  const [numbers, setNumbers] = useState<Numbers>(() => between(session.stats(), session.stats(), 1));
  useEffect(() => {
    let before = session.stats();
    let beforeMs = performance.now();
    const look = (): void => {
      const [now, nowMs] = [session.stats(), performance.now()];
      setNumbers(between(before, now, (nowMs - beforeMs) / 1000));
      before = now;
      beforeMs = nowMs;
    };
    const timer = setInterval(look, NUMBERS_MS);
    return () => clearInterval(timer);
  }, [session]);
  return numbers;
}

const between = (before: NetStats, now: NetStats, seconds: number): Numbers => ({
  ...now,
  fps: (now.drawn - before.drawn) / seconds,
  downPerSecond: (now.bytesDown - before.bytesDown) / seconds,
  upPerSecond: (now.bytesUp - before.bytesUp) / seconds,
});

/** Adds a column for every animation frame; returns what ends it. */
function runPlot(canvas: HTMLCanvasElement, session: Session): () => void {
  const style = getComputedStyle(canvas);
  const colourOf = (token: string): string => style.getPropertyValue(token);
  const plot = new NetPlot(canvas, {
    calm: colourOf('--good'),
    bad: colourOf('--bad'),
    mark: colourOf('--lamp'),
    line: colourOf('--line'),
  });
  let beforeMs = performance.now();
  let request = 0;
  const frame = (nowMs: number): void => {
    plot.add(session.stats(), nowMs - beforeMs);
    beforeMs = nowMs;
    request = requestAnimationFrame(frame);
  };
  request = requestAnimationFrame(frame);
  return () => cancelAnimationFrame(request);
}
