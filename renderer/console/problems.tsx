/** What a person should know: the host's problems, and why the last wish was not granted, until it is dismissed. */
import { Icon } from '../ui/icon.tsx';
import './problems.css';
import { TEXTS } from './texts.ts';

interface ProblemsProps {
  readonly texts: readonly string[];
  readonly refusal: string | undefined;
  readonly onDismiss: () => void;
}

export function Problems({ texts, refusal, onDismiss }: ProblemsProps) {
  return (
    <ul class="problems" aria-live="polite">
      {texts.map((text) => (
        <li key={text} data-testid="problem">
          <Icon name="warning" size={20} />
          {text}
        </li>
      ))}
      {refusal !== undefined && (
        <li key="refusal" data-testid="problem" data-refusal="true">
          <Icon name="warning" size={20} />
          {refusal}
          <button
            type="button"
            class="more-button"
            aria-label={TEXTS.head.dismiss}
            title={TEXTS.head.dismiss}
            onClick={onDismiss}
          >
            <Icon name="close" size={18} />
          </button>
        </li>
      )}
    </ul>
  );
}
