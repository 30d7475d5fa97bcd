/** The picture of a game that brings none: players' looks on a lit stage; which ones, and its shape, follow from the id. */
import { useId } from 'preact/hooks';
import { hashText } from '../../src/core/hash.ts';
import { OUTLINES } from '../../src/sdk/look-outlines.ts';
import { BACKGROUND, LOOKS, type Look } from '../../src/sdk/looks.ts';

const STAGES = ['diamond', 'hexagon', 'pentagon', 'star'] as const;

/** Where the pieces stand, from the back to the front; scale of a piece of 120 px. */
const PLACES = [
  { x: 222, y: 96, scale: 0.46 },
  { x: 326, y: 100, scale: 0.48 },
  { x: 176, y: 148, scale: 0.56 },
  { x: 366, y: 152, scale: 0.57 },
  { x: 270, y: 160, scale: 0.72 },
] as const;

/** How far a piece may stand from its place, px. */
const STRAY_PX = 14;

interface Piece {
  readonly look: Look;
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** The pieces of a game, each of another colour; the last one is the nearest. */
function piecesOf(hash: number): Piece[] {
  // An odd step meets all looks, and all colours, before one comes again.
  const [first, step] = [hash % LOOKS.length, 1 + 2 * ((hash >>> 4) % 8)];
  return PLACES.map(({ x, y, scale }, i) => ({
    look: LOOKS[(first + i * step) % LOOKS.length]!,
    x: x + (((hash >>> (7 + 3 * i)) % 3) - 1) * STRAY_PX,
    y,
    scale,
  }));
}

export function MadeUpArt({ game }: { game: string }) {
  // The picture may be on a page several times.
  const [night, lamp] = [useId(), useId()];
  const hash = hashText(game) >>> 0;
  const stage = OUTLINES[STAGES[hash % STAGES.length]!];
  const pieces = piecesOf(hash);
  const { colour } = pieces.at(-1)!.look;
  return (
    <svg class="game-art" viewBox="0 0 540 260" aria-hidden="true" preserveAspectRatio="xMidYMid slice">
      <defs>
        <radialGradient id={night} cx="50%" cy="0%" r="100%">
          <stop offset="0" stop-color="#3a3560" />
          <stop offset="1" stop-color="#171a33" />
        </radialGradient>
        <radialGradient id={lamp} cx="50%" cy="35%" r="75%">
          <stop offset="0" stop-color="#ffd9a0" stop-opacity="0.5" />
          <stop offset="1" stop-color={BACKGROUND} stop-opacity="0.4" />
        </radialGradient>
      </defs>
      <rect width="540" height="260" fill={`url(#${night})`} />
      <ellipse cx="270" cy="244" rx="240" ry="40" fill="#0d0f1f" opacity="0.5" />
      <g transform="translate(270 158) scale(4.6 2.1) translate(-50 -50)" fill={colour}>
        <g transform="translate(0 11)">
          <path d={stage} />
          <path d={stage} fill={BACKGROUND} opacity="0.72" />
        </g>
        <path d={stage} />
        <path d={stage} fill={BACKGROUND} opacity="0.15" />
        <path d={stage} fill={`url(#${lamp})`} />
      </g>
      {pieces.map((piece) => (
        <PieceArt key={piece.look.shape} piece={piece} />
      ))}
    </svg>
  );
}

function PieceArt({ piece: { look, x, y, scale } }: { piece: Piece }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${scale} ${scale * 0.86})`}>
      <ellipse cx="4" cy="34" rx="58" ry="36" fill="#0d0f1f" opacity="0.4" />
      <circle r="60" cy="12" fill={BACKGROUND} />
      <circle r="60" fill={look.colour} />
      <circle r="50" fill={BACKGROUND} opacity="0.82" />
      <path d={OUTLINES[look.shape]} fill={look.colour} transform="scale(0.68) translate(-50 -50)" />
    </g>
  );
}
