/** A small plot of the last minute: one line or two, the newest sample at the right edge. */
import './plot.css';
import { SAMPLES } from './status-history.ts';

/** Inner size; the picture is stretched to its box, lines keep their width. */
const WIDTH = SAMPLES - 1;
const HEIGHT = 100;

interface PlotProps {
  /** Each oldest first; the first one is the one to look at and is filled below. */
  readonly lines: readonly (readonly number[])[];
  /** The value at the upper edge. */
  readonly full: number;
}

export function Plot({ lines, full }: PlotProps) {
  return (
    <svg class="plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {lines.map((values, i) => (
        <g key={i === 0 ? 'first' : 'second'} class={i === 0 ? 'plot-first' : 'plot-second'}>
          {i === 0 && <path class="plot-area" d={areaOf(values, full)} />}
          <path class="plot-line" d={lineOf(values, full)} />
        </g>
      ))}
    </svg>
  );
}

const xOf = (index: number, count: number): number => WIDTH - (count - 1 - index);
const yOf = (value: number, full: number): number => HEIGHT * (1 - Math.min(1, Math.max(0, value / full)));

function lineOf(values: readonly number[], full: number): string {
  const points = values.map(
    (value, i) => `${xOf(i, values.length)} ${Math.round(yOf(value, full) * 10) / 10}`,
  );
  // One sample alone is a dot at the edge.
  return points.length === 0 ? '' : `M${points.join('L')}${points.length === 1 ? 'h0' : ''}`;
}

const areaOf = (values: readonly number[], full: number): string =>
  values.length < 2 ? '' : `${lineOf(values, full)}V${HEIGHT}H${xOf(0, values.length)}Z`;

/** A round number that is not below `value`: 1, 2 or 5 and zeros. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((digit) => digit * power).find((candidate) => candidate >= value)!;
}
