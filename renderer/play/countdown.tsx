/** "3 2 1" over the field before a match. */
import type { Session } from '../../src/client/session.ts';
import type { RoomInfo } from '../../src/protocol/messages.ts';
import './countdown.css';
import { TEXTS } from './texts.ts';
import { useSecondsLeft } from './use-session.ts';

export function Countdown({ session, room }: { session: Session; room: RoomInfo }) {
  const seconds = useSecondsLeft(session, room);
  return (
    <div class="countdown" data-testid="countdown" role="status">
      <p class="countdown-text">{TEXTS.match.getReady}</p>
      {/* A new key starts the number's animation again. */}
      {seconds !== undefined && seconds > 0 && (
        <p key={seconds} class="countdown-number">
          {seconds}
        </p>
      )}
    </div>
  );
}
