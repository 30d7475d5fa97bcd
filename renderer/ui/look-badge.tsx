/** A player's badge: the look's shape in its colour, striped for looks 8 to 15. */
import { useId } from 'preact/hooks';
import { OUTLINES } from '../../src/sdk/look-outlines.ts';
import { BACKGROUND, LOOKS } from '../../src/sdk/looks.ts';

interface LookBadgeProps {
  /** Index into LOOKS. */
  readonly look: number;
  /** Width and height, px. */
  readonly size?: number;
  /** Accessible name; without it the badge is decoration beside a name. */
  readonly label?: string;
}

export function LookBadge({ look, size = 32, label }: LookBadgeProps) {
  const stripes = useId();
  const { shape, colour, striped } = LOOKS[look % LOOKS.length]!;
  const outline = OUTLINES[shape];
  return (
    <svg
      class="look-badge"
      width={size}
      height={size}
      viewBox="-4 -4 108 108"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
    >
      <path d={outline} fill={colour} />
      {striped && (
        <>
          <defs>
            <pattern
              id={stripes}
              width="22"
              height="22"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width="9" height="22" fill={BACKGROUND} fill-opacity="0.72" />
            </pattern>
          </defs>
          <path d={outline} fill={`url(#${stripes})`} stroke={colour} stroke-width="7" />
        </>
      )}
    </svg>
  );
}
