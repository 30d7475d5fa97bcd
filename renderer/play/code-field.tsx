/** The field for a room code: goes on by itself once four letters are in. */
import { useId, useState } from 'preact/hooks';
import { parseRoomCode, ROOM_CODE_LENGTH, type RoomCode } from '../../src/core/ids.ts';
import { Button } from '../ui/button.tsx';
import './code-field.css';
import { TEXTS } from './texts.ts';

export function CodeField({ onCode }: { onCode: (code: RoomCode) => void }) {
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const faultId = useId();

  const submit = (typed: string): void => {
    const code = parseRoomCode(typed);
    setWrong(code === undefined);
    if (code !== undefined) onCode(code);
  };
  const type = (typed: string): void => {
    const letters = typed
      .toUpperCase()
      .replace(/[^A-Z]/g, '')
      .slice(0, ROOM_CODE_LENGTH);
    setText(letters);
    setWrong(false);
    if (letters.length === ROOM_CODE_LENGTH) submit(letters);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit(text);
      }}
    >
      <div class="code-field">
        <input
          data-testid="code-field"
          aria-label={TEXTS.home.codeLabel}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? faultId : undefined}
          value={text}
          placeholder="BKTV"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          enterkeyhint="go"
          onInput={(event) => type(event.currentTarget.value)}
        />
        <Button kind="main" type="submit">
          {TEXTS.home.codeButton}
        </Button>
      </div>
      <p id={faultId} class="fault" role="alert">
        {isWrong ? TEXTS.home.codeWrong : ''}
      </p>
    </form>
  );
}
