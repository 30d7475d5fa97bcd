/** How to play in three lines, over the practice field. Goes by itself, or when tapped away. */
import { useEffect } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import './how-to-card.css';
import { TEXTS } from './texts.ts';

const SHOWN_MS = 15_000;

export function HowToCard({ lines, onClose }: { lines: readonly string[]; onClose: () => void }) {
  useEffect(() => {
    const timer = setTimeout(onClose, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [onClose]);
  return (
    <aside class="how-to card" data-testid="how-to">
      <header class="how-to-head">
        <h2>{TEXTS.lobby.howTo}</h2>
        <Button icon="close" label={TEXTS.lobby.gotIt} onClick={onClose} />
      </header>
      <ol>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </aside>
  );
}
