/** A whole number in a range, with a button on either side. */
import './stepper.css';
import { TEXTS } from './texts.ts';

interface StepperProps {
  readonly label: string;
  readonly unit?: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  readonly change: (value: number) => void;
}

export function Stepper({ label, unit, min, max, step, value, change }: StepperProps) {
  return (
    <div class="setting">
      <span class="setting-label">{label}</span>
      <fieldset class="stepper" aria-label={label}>
        <button
          type="button"
          aria-label={TEXTS.settings.less}
          disabled={value <= min}
          onClick={() => change(Math.max(min, value - step))}
        >
          −
        </button>
        <output>
          {value}
          {unit !== undefined && <small>{unit}</small>}
        </output>
        <button
          type="button"
          aria-label={TEXTS.settings.more}
          disabled={value >= max}
          onClick={() => change(Math.min(max, value + step))}
        >
          +
        </button>
      </fieldset>
    </div>
  );
}
