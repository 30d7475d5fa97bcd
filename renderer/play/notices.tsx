/** Short words over the picture: the link is being mended, the room was restarted. */
import { useEffect, useState } from 'preact/hooks';
import './notices.css';
import { TEXTS } from './texts.ts';

/** After so long the notice says what the person can check, ms. */
const LONG_MS = 5_000;
const TOAST_MS = 8_000;

export function Reconnecting() {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="reconnecting" data-testid="reconnecting">
      <p class="toast" role="status">
        <span class="busy-lamp" />
        {isLong ? TEXTS.notices.reconnectingLong : TEXTS.notices.reconnecting}
      </p>
    </div>
  );
}

/** Says once that the room was opened anew; goes by itself or when tapped. */
export function StartedAnew() {
  const [isShown, setShown] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), TOAST_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  return (
    <div class="toast-top" role="status" data-testid="notice">
      <button type="button" class="toast" onClick={() => setShown(false)}>
        {TEXTS.notices.startedAnew}
      </button>
    </div>
  );
}
