/** Takes one's seat over from another device: a field for its four digits, which goes on by itself when they are in. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { REASONS, type Reason } from '../../src/protocol/reasons.ts';
import { Button } from '../ui/button.tsx';
import './code-field.css';
import './seat-code-form.css';
import { TEXTS } from './texts.ts';

const DIGITS = 4;

interface SeatCodeFormProps {
  /** Why the last number did not do. */
  readonly fault: Reason | undefined;
  /** A number is being tried. */
  readonly isBusy: boolean;
  readonly onSeatCode: (seatCode: string) => void;
  readonly onCancel: () => void;
}

export function SeatCodeForm({ fault, isBusy, onSeatCode, onCancel }: SeatCodeFormProps) {
  const [digits, setDigits] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const fieldId = useId();
  const saidId = useId();
  const isWhole = digits.length === DIGITS;
  // At first, and after a refusal: the next digit then begins a new number, and a phone's keyboard stays.
  useEffect(() => field.current?.select(), [fault]);

  const submit = (seatCode: string): void => {
    if (!isBusy && seatCode.length === DIGITS) onSeatCode(seatCode);
  };
  const type = (typed: string): void => {
    const next = typed.replace(/\D/g, '').slice(0, DIGITS);
    setDigits(next);
    if (next !== digits) submit(next);
  };
  return (
    <form
      class="seat-code-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit(digits);
      }}
    >
      <label for={fieldId}>{TEXTS.switching.label}</label>
      <div class="code-field">
        <input
          id={fieldId}
          ref={field}
          data-testid="seat-code-field"
          aria-invalid={fault !== undefined}
          aria-describedby={saidId}
          value={digits}
          placeholder="0000"
          inputmode="numeric"
          autocomplete="off"
          enterkeyhint="go"
          onInput={(event) => type(event.currentTarget.value)}
        />
      </div>
      <div id={saidId} class="seat-code-said">
        {fault === undefined ? (
          <p key="how" class="soft">
            {TEXTS.switching.how}
          </p>
        ) : (
          <p key="fault" class="fault" role="alert" data-testid="seat-code-fault" data-reason={fault}>
            {REASONS[fault]}
          </p>
        )}
      </div>
      <div class="seat-code-go">
        <Button kind="main" big type="submit" disabled={!isWhole || isBusy}>
          {isBusy ? TEXTS.switching.busy : TEXTS.switching.go}
        </Button>
        <button type="button" class="join-link" onClick={onCancel}>
          {isBusy ? TEXTS.join.cancel : TEXTS.switching.back}
        </button>
      </div>
    </form>
  );
}
