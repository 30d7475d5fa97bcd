/** The field for a room's PIN: four digits, as large as what it opens is important. */
import { useEffect, useId, useRef } from 'preact/hooks';
import { REASONS, type Reason } from '../../src/protocol/reasons.ts';
import './code-field.css';
import './pin-field.css';
import type { RoomsError } from './rooms-api.ts';
import { TEXTS } from './texts.ts';

export const PIN_DIGITS = 4;

/** What is said beside this field. */
export const isPinFault = (problem: RoomsError | undefined) =>
  problem === 'pin-needed' || problem === 'wrong-pin' || problem === 'pins-blocked';

interface PinFieldProps {
  readonly pin: string;
  /** Why the last PIN did not do; undefined: none was tried. */
  readonly fault: Reason | undefined;
  readonly onChange: (pin: string) => void;
}

export function PinField({ pin, fault, onChange }: PinFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const fieldId = useId();
  const saidId = useId();
  // At first, and after a refusal: the next digit then begins a new PIN, and a phone's keyboard stays.
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [fault]);
  return (
    <div class="pin-field">
      <label for={fieldId}>{TEXTS.pin.label}</label>
      <div class="code-field">
        <input
          id={fieldId}
          ref={field}
          data-testid="pin-field"
          aria-invalid={fault !== undefined}
          aria-describedby={saidId}
          value={pin}
          placeholder="0000"
          inputmode="numeric"
          autocomplete="off"
          enterkeyhint="go"
          onInput={(event) => onChange(event.currentTarget.value.replace(/\D/g, '').slice(0, PIN_DIGITS))}
        />
      </div>
      {fault === undefined ? (
        <p key="how" id={saidId} class="soft">
          {TEXTS.pin.how}
        </p>
      ) : (
        <p key="fault" id={saidId} class="fault" role="alert" data-testid="pin-fault" data-reason={fault}>
          {REASONS[fault]}
        </p>
      )}
    </div>
  );
}
