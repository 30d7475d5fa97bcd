/** A QR code on a white card with its quiet zone, one path for all dark modules. Scales with its box. */
import { encode } from 'uqr';
import { BACKGROUND } from '../../src/sdk/looks.ts';
import './qr-code.css';

/** Light modules around the code that scanners need. */
const QUIET_ZONE = 4;

interface QrCodeProps {
  readonly text: string;
  /** Accessible name: what scanning it does. */
  readonly label: string;
}

export function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  const modules = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg
      class="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={modules.join('')} fill={BACKGROUND} />
    </svg>
  );
}
