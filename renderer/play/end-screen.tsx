/** The end of a session: why, and what to do next. */
import type { SessionState } from '../../src/client/session.ts';
import { REASONS } from '../../src/protocol/reasons.ts';
import { Button } from '../ui/button.tsx';
import './end-screen.css';
import { MENDED_BY_RELOAD } from './problem.tsx';
import { QuietPage } from './quiet-page.tsx';
import { TEXTS } from './texts.ts';

export type EndReason = Extract<SessionState, { is: 'ended' }>['reason'];

interface EndScreenProps {
  readonly reason: EndReason;
  readonly onJoinAgain: () => void;
  readonly onHome: () => void;
}

export function EndScreen({ reason, onJoinAgain, onHome }: EndScreenProps) {
  const { title, text } = words(reason);
  const isRoomGone = NO_WAY_BACK.has(reason);
  return (
    <QuietPage>
      <div class="end" data-testid="end-screen" data-reason={reason} role="alert">
        <h1 class="end-title">{title}</h1>
        <p>{text}</p>
      </div>
      <div class="end-buttons">
        {MENDED_BY_RELOAD.has(reason) ? (
          <Button kind="main" big icon="reload" onClick={() => location.reload()}>
            {TEXTS.join.reload}
          </Button>
        ) : (
          !isRoomGone && (
            <Button kind="main" big data-testid="join-again" onClick={onJoinAgain}>
              {againLabel(reason)}
            </Button>
          )
        )}
        <Button kind={isRoomGone ? 'main' : 'plain'} big={isRoomGone} onClick={onHome}>
          {TEXTS.end.rooms}
        </Button>
      </div>
    </QuietPage>
  );
}

/** After these there is nothing here to come back to. */
const NO_WAY_BACK: ReadonlySet<EndReason> = new Set(['room-closed', 'unknown-room', 'banned', 'moved']);

function againLabel(reason: EndReason): string {
  if (reason === 'seat-taken') return TEXTS.end.playHere;
  return reason === 'kicked' ? TEXTS.end.tryAgain : TEXTS.end.joinAgain;
}

function words(reason: EndReason): { title: string; text: string } {
  switch (reason) {
    case 'left':
    case 'seat-taken':
    case 'kicked':
    case 'banned':
    case 'moved':
    case 'room-closed':
    case 'room-failed':
    case 'host-closing':
      return TEXTS.end[reason];
    default:
      return { title: TEXTS.end.other.title, text: REASONS[reason] };
  }
}
