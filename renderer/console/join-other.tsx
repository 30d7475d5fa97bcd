/** "Join a game": a field for a link, an address or a room code of another computer. */
import { useState } from 'preact/hooks';
import type { ConsoleBridge } from '../../src/protocol/ipc.ts';
import { Button } from '../ui/button.tsx';
import './join-other.css';

export function JoinOther({ joinOther }: { joinOther: ConsoleBridge['joinOther'] }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isLooking, setLooking] = useState(false);

  async function join(event: Event): Promise<void> {
    event.preventDefault();
    setLooking(true);
    setProblem(undefined);
    const answer = await joinOther(text);
    setLooking(false);
    if (!answer.ok) setProblem(answer.error.text);
  }

  return (
    <form class="join-other" onSubmit={join}>
      <label for="join-other">Join a game on another computer</label>
      <div class="join-other-row">
        <input
          id="join-other"
          data-testid="join-other-input"
          value={text}
          placeholder="Link, address or room code"
          autoComplete="off"
          spellcheck={false}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" data-testid="join-other-button" disabled={isLooking}>
          {isLooking ? 'Looking' : 'Join'}
        </Button>
      </div>
      <p class="join-other-problem" role="alert">
        {problem !== undefined && <span data-testid="problem">{problem}</span>}
      </p>
    </form>
  );
}
