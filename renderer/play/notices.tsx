/** Short words over the picture: the link is being mended, the room was restarted, the host has said no. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { REASONS, type Reason } from '../../src/protocol/reasons.ts';
import './notices.css';
import { TEXTS } from './texts.ts';
import { useSlowness } from './use-browser.ts';

/** A link that is mended by then is worth no word, ms: a room that changes its process takes about 100. */
const CALM_MS = 300;
/** After so long the notice says what the person can check, ms. */
const LONG_MS = 5_000;
const TOAST_MS = 8_000;

/** Says that the link is being mended, beside the field and without taking touches. Always mounted. */
export function Reconnecting({ isLost }: { isLost: boolean }) {
  const isWorthAWord = useSlowness(isLost, CALM_MS);
  const isLong = useSlowness(isLost, LONG_MS);
  const words = useRef<string>(TEXTS.notices.reconnecting);
  // While it fades away it goes on saying what it said last.
  if (isLost) words.current = isLong ? TEXTS.notices.reconnectingLong : TEXTS.notices.reconnecting;
  return (
    <div class="reconnecting" role="status">
      <p class="toast" data-testid="reconnecting" data-shown={isLost && isWorthAWord}>
        <span class="busy-lamp" />
        <span>{words.current}</span>
      </p>
    </div>
  );
}

/** Says once that the room was opened anew. */
export const StartedAnew = () => <PassingNotice text={TEXTS.notices.startedAnew} />;

/** Says why the host did not do what was asked. */
export const Denied = ({ reason }: { reason: Reason }) => <PassingNotice text={REASONS[reason]} />;

/** Goes by itself or when tapped. */
function PassingNotice({ text }: { text: string }) {
  const [isShown, setShown] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), TOAST_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  return (
    <div class="toast-top" role="status" data-testid="notice">
      <button type="button" class="toast" onClick={() => setShown(false)}>
        {text}
      </button>
    </div>
  );
}
