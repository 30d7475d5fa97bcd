/** What went wrong at the door, in people's words, with what to do about it. */
import { REASONS } from '../../src/protocol/reasons.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import './problem.css';
import type { RoomsError } from './rooms-api.ts';
import { TEXTS } from './texts.ts';

/** Reasons that a fresh copy of the page mends. */
export const MENDED_BY_RELOAD: ReadonlySet<string> = new Set<RoomsError>([
  'bad-handshake',
  'wrong-version',
  'rate-limited',
  'too-large',
  'bad-message',
]);

export function Problem({ problem }: { problem: RoomsError }) {
  return (
    <div class="problem" role="alert" data-testid="notice" data-reason={problem}>
      <Icon name="warning" />
      <div class="problem-text">
        {problem === 'unreachable' ? <Unreachable /> : <p>{REASONS[problem]}</p>}
        {MENDED_BY_RELOAD.has(problem) && (
          <Button icon="reload" onClick={() => location.reload()}>
            {TEXTS.join.reload}
          </Button>
        )}
      </div>
    </div>
  );
}

function Unreachable() {
  return (
    <>
      <p>
        <b>{TEXTS.unreachable.title}</b> {TEXTS.unreachable.text}
      </p>
      <ul class="problem-tips">
        {TEXTS.unreachable.tips.map((tip) => (
          <li key={tip}>{tip}</li>
        ))}
      </ul>
    </>
  );
}
