/**
 * What lies behind the quiet pages: sky (dusk, or morning in the light theme), hills, string lights, the porch's
 * railing. Decoration only.
 */
import './porch-scene.css';

/** The string's spans: from, lowest control point, to; in a box of 1600 by 150. */
const SPANS = [
  [0, 12, 260, 130, 520, 24],
  [520, 24, 800, 140, 1080, 24],
  [1080, 24, 1340, 130, 1600, 12],
] as const;
const BULBS_AT = [0.1, 0.3, 0.5, 0.7, 0.9];
const WARM = ['#ffc24f', '#ffdf9e', '#ff9f5a'];

function bulbs() {
  return SPANS.flatMap(([x0, y0, x1, y1, x2, y2]) =>
    BULBS_AT.map((t) => ({
      x: (1 - t) ** 2 * x0 + 2 * t * (1 - t) * x1 + t * t * x2,
      y: (1 - t) ** 2 * y0 + 2 * t * (1 - t) * y1 + t * t * y2,
    })),
  );
}

export function PorchScene() {
  return (
    <div class="porch" aria-hidden="true">
      <svg class="porch-hills" viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 15C14 4 24 6 38 12C54 19 66 2 82 5C92 7 96 10 100 13V40H0Z" fill="var(--hill-far)" />
        <path d="M0 22C12 15 26 14 40 19C58 25 74 14 100 20V40H0Z" fill="var(--hill-near)" />
      </svg>
      <div class="porch-rail" />
      <svg class="porch-lights" viewBox="0 0 1600 150" aria-hidden="true">
        <path
          d={SPANS.map(([x0, y0, x1, y1, x2, y2]) => `M${x0} ${y0}Q${x1} ${y1} ${x2} ${y2}`).join('')}
          fill="none"
          stroke="var(--wire)"
          stroke-width="3"
        />
        {bulbs().map(({ x, y }, i) => (
          <g key={x} class="porch-bulb" fill={WARM[i % WARM.length]}>
            <circle cx={x} cy={y + 16} r="30" fill-opacity="0.1" />
            <circle cx={x} cy={y + 16} r="17" fill-opacity="0.16" />
            <path d={`M${x - 4} ${y + 1}h8v7h-8z`} fill="var(--wire)" />
            <ellipse cx={x} cy={y + 16} rx="7.5" ry="9.5" />
          </g>
        ))}
      </svg>
    </div>
  );
}
