/** Takes one's seat over from another device: its four digits, which go on by themselves when they are in. */
import { useState } from 'preact/hooks';
import type { Reason } from '../../src/protocol/reasons.ts';
import { Button } from '../ui/button.tsx';
import { areAllIn, DigitsField } from './digits-field.tsx';
import './seat-code-form.css';
import { TEXTS } from './texts.ts';

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
  const submit = (seatCode: string): void => {
    if (!isBusy && areAllIn(seatCode)) onSeatCode(seatCode);
  };
  const type = (typed: string): void => {
    setDigits(typed);
    if (typed !== digits) submit(typed);
  };
  return (
    <form
      class="seat-code-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit(digits);
      }}
    >
      <DigitsField
        name="seat-code"
        label={TEXTS.switching.label}
        how={TEXTS.switching.how}
        digits={digits}
        fault={fault}
        onChange={type}
      />
      <div class="seat-code-go">
        <Button kind="main" big type="submit" disabled={!areAllIn(digits) || isBusy}>
          {isBusy ? TEXTS.switching.busy : TEXTS.switching.go}
        </Button>
        <button type="button" class="join-link" onClick={onCancel}>
          {isBusy ? TEXTS.join.cancel : TEXTS.switching.back}
        </button>
      </div>
    </form>
  );
}
