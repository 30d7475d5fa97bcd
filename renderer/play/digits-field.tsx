/**
 * A field for a number of four digits, as large as what it opens is important: a room's PIN, or the number of one's
 * seat. Under it, how to come by the number, or why the last one did not do.
 */
import { useEffect, useId, useRef } from 'preact/hooks';
import { REASONS, type Reason } from '../../src/protocol/reasons.ts';
import './code-field.css';
import './digits-field.css';

const COUNT = 4;

/** True when nothing is missing of what was typed. */
export const areAllIn = (digits: string): boolean => digits.length === COUNT;

interface DigitsFieldProps {
  /** What tests call it: `<name>-field`, and what is wrong with it `<name>-fault`. */
  readonly name: 'pin' | 'seat-code';
  readonly label: string;
  readonly how: string;
  readonly digits: string;
  /** Why the last number did not do; undefined: none was tried. */
  readonly fault: Reason | undefined;
  readonly onChange: (digits: string) => void;
}

export function DigitsField({ name, label, how, digits, fault, onChange }: DigitsFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const fieldId = useId();
  const saidId = useId();
  // At first, and after a refusal: the next digit then begins a new number, and a phone's keyboard stays.
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [fault]);
  return (
    <div class="digits-field">
      <label for={fieldId}>{label}</label>
      <div class="code-field">
        <input
          id={fieldId}
          ref={field}
          data-testid={`${name}-field`}
          aria-invalid={fault !== undefined}
          aria-describedby={saidId}
          value={digits}
          placeholder="0000"
          inputmode="numeric"
          autocomplete="off"
          enterkeyhint="go"
          onInput={(event) => onChange(event.currentTarget.value.replace(/\D/g, '').slice(0, COUNT))}
        />
      </div>
      <div id={saidId} class="digits-said">
        {fault === undefined ? (
          <p key="how" class="soft">
            {how}
          </p>
        ) : (
          <p key="fault" class="fault" role="alert" data-testid={`${name}-fault`} data-reason={fault}>
            {REASONS[fault]}
          </p>
        )}
      </div>
    </div>
  );
}
