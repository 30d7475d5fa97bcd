/** Sixteen badges to choose from, by radio buttons. Taken ones are marked and cannot be chosen. */
import { useId } from 'preact/hooks';
import { LOOKS } from '../../src/sdk/looks.ts';
import { LookBadge } from '../ui/look-badge.tsx';
import './look-picker.css';
import { TEXTS } from './texts.ts';

interface LookPickerProps {
  readonly look: number;
  readonly taken: ReadonlySet<number>;
  readonly onChange: (look: number) => void;
}

export function LookPicker({ look, taken, onChange }: LookPickerProps) {
  const group = useId();
  return (
    <fieldset class="look-picker">
      <legend class="visually-hidden">{TEXTS.join.lookLabel}</legend>
      {LOOKS.map((_, i) => (
        <label key={i} class="look-choice" data-testid={`join-look-${i}`}>
          <input
            class="visually-hidden"
            type="radio"
            name={group}
            checked={i === look}
            disabled={taken.has(i)}
            aria-label={TEXTS.look(i, taken.has(i))}
            onChange={() => onChange(i)}
          />
          <LookBadge look={i} size={32} />
        </label>
      ))}
    </fieldset>
  );
}
