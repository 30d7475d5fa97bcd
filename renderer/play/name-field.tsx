/** The field for one's name, with the own badge in front and a button for another suggestion. */
import { LIMITS } from '../../src/protocol/limits.ts';
import { Button } from '../ui/button.tsx';
import { LookBadge } from '../ui/look-badge.tsx';
import './name-field.css';
import { suggestName } from './suggest-name.ts';
import { TEXTS } from './texts.ts';

interface NameFieldProps {
  readonly name: string;
  readonly look: number;
  /** Id of the message that says what is wrong, when something is. */
  readonly faultId?: string | undefined;
  /** The name cannot be changed. */
  readonly isOff?: boolean;
  readonly onChange: (name: string) => void;
}

export function NameField({ name, look, faultId, isOff = false, onChange }: NameFieldProps) {
  return (
    <div class="name-field">
      <LookBadge look={look} size={40} />
      <input
        data-testid="join-name"
        aria-label={TEXTS.join.nameLabel}
        aria-invalid={faultId !== undefined}
        aria-describedby={faultId}
        value={name}
        disabled={isOff}
        maxLength={LIMITS.nameLength}
        autocomplete="nickname"
        autocapitalize="words"
        spellcheck={false}
        enterkeyhint="go"
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <Button
        icon="dice"
        label={TEXTS.join.anotherName}
        disabled={isOff}
        onClick={() => onChange(suggestName(() => Math.random()))}
      />
    </div>
  );
}
