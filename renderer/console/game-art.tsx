/** Rim Rumble's picture: pucks with the players' looks on a lit disc, one on its way over the edge. */
import { useId } from 'preact/hooks';
import { OUTLINES } from '../../src/sdk/look-outlines.ts';
import { LOOKS } from '../../src/sdk/looks.ts';

/** Pucks from the back to the front: look, place of the centre, scale, turn in degrees. */
const PUCKS = [
  { look: 5, x: 214, y: 92, scale: 0.48, turn: -8 },
  { look: 2, x: 330, y: 100, scale: 0.5, turn: 6 },
  { look: 4, x: 160, y: 146, scale: 0.59, turn: 0 },
  { look: 0, x: 268, y: 160, scale: 0.7, turn: 0 },
  { look: 3, x: 372, y: 158, scale: 0.59, turn: 10 },
  { look: 1, x: 470, y: 196, scale: 0.64, turn: 32 },
] as const;

/** The gaps between the disc's planks, which lead away from the eye. */
const PLANKS = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((i) => `M${270 + i * 44} 50L${270 + i * 56} 250`).join('');

export function GameArt() {
  // The picture may be on a page several times.
  const [night, disc, edge] = [useId(), useId(), useId()];
  return (
    <svg class="game-art" viewBox="0 0 540 260" aria-hidden="true" preserveAspectRatio="xMidYMid slice">
      <defs>
        <radialGradient id={night} cx="50%" cy="0%" r="100%">
          <stop offset="0" stop-color="#3a3560" />
          <stop offset="1" stop-color="#171a33" />
        </radialGradient>
        <radialGradient id={disc} cx="50%" cy="30%" r="75%">
          <stop offset="0" stop-color="#e0a564" />
          <stop offset="0.55" stop-color="#a96c3f" />
          <stop offset="1" stop-color="#6d4429" />
        </radialGradient>
        <clipPath id={edge}>
          <ellipse cx="270" cy="146" rx="214" ry="88" />
        </clipPath>
      </defs>
      <rect width="540" height="260" fill={`url(#${night})`} />
      <ellipse cx="270" cy="252" rx="240" ry="44" fill="#0d0f1f" opacity="0.5" />
      <path d="M50 146a220 92 0 0 0 440 0v22a220 92 0 0 1-440 0z" fill="#5e3826" />
      <ellipse cx="270" cy="146" rx="220" ry="92" fill="#e0a66a" />
      <g clip-path={`url(#${edge})`}>
        <rect width="540" height="260" fill={`url(#${disc})`} />
        <path d={PLANKS} stroke="#3d2415" stroke-opacity="0.55" stroke-width="2" />
      </g>
      <ellipse
        cx="270"
        cy="146"
        rx="92"
        ry="38"
        fill="none"
        stroke="#f4c98f"
        stroke-opacity="0.4"
        stroke-width="2"
      />
      <path
        d="M284 150l58 12M290 166l40 10"
        stroke="#fff3d0"
        stroke-opacity="0.7"
        stroke-width="5"
        stroke-linecap="round"
      />
      <path
        d="M424 150l22 18M414 168l18 14"
        stroke="#fff3d0"
        stroke-opacity="0.8"
        stroke-width="5"
        stroke-linecap="round"
      />
      {PUCKS.map(({ look, x, y, scale, turn }) => {
        const { shape, colour } = LOOKS[look]!;
        return (
          <g key={shape} transform={`translate(${x} ${y}) scale(${scale} ${scale * 0.86})`}>
            <ellipse cx="4" cy="34" rx="58" ry="36" fill="#2b1710" opacity="0.4" />
            <circle r="60" cy="12" fill="#14172b" />
            <circle r="60" fill={colour} />
            <circle r="50" fill="#14172b" opacity="0.82" />
            <path
              d={OUTLINES[shape]}
              fill={colour}
              transform={`rotate(${turn}) scale(0.68) translate(-50 -50)`}
            />
          </g>
        );
      })}
    </svg>
  );
}
