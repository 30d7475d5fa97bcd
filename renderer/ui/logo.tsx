/** The mark (a porch lamp that is on) and the wordmark. The app's icons show the same lamp. */
import './logo.css';

/** The lamp alone, in a box of 64 by 64. */
export function LampMark({ size = 48 }: { /** px */ size?: number }) {
  return (
    <svg class="lamp-mark" width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <circle cx="32" cy="37" r="26" fill="var(--lamp-glow)" />
      <circle cx="32" cy="37" r="19" fill="var(--lamp-glow)" />
      <g stroke="#3a2a1c" stroke-width="2.5" stroke-linejoin="round">
        <path
          d="M26 12a6 6 0 0 1 12 0v5"
          fill="none"
          stroke="var(--lamp-metal)"
          stroke-width="3.5"
          stroke-linecap="round"
        />
        <path d="M22 26h20l4 22a3 3 0 0 1-3 3.5H21a3 3 0 0 1-3-3.5z" fill="#ffc24f" />
        <path
          d="M14 26c1-6 8-10 18-10s17 4 18 10a2 2 0 0 1-2 2.5H16a2 2 0 0 1-2-2.5z"
          fill="var(--lamp-metal)"
        />
        <path
          d="M17 50.5h30a2.5 2.5 0 0 1 2.5 2.5v2a3 3 0 0 1-3 3h-29a3 3 0 0 1-3-3v-2a2.5 2.5 0 0 1 2.5-2.5z"
          fill="var(--lamp-metal)"
        />
      </g>
      <path d="M32 31.5c5 5 6.5 8 6.5 10.5a6.5 6.5 0 0 1-13 0c0-2.5 1.5-5.5 6.5-10.5z" fill="#fff3d0" />
    </svg>
  );
}

export function Logo({ size = 48 }: { /** Height of the lamp, px. */ size?: number }) {
  return (
    <span class="logo">
      <LampMark size={size} />
      <span class="logo-word" style={{ fontSize: `${Math.round(size * 0.68)}px` }}>
        Porchlight
      </span>
    </span>
  );
}
