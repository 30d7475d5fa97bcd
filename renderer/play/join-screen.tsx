/** The page at `/ABCD` before one has a seat: which room it is, name, look, one big button. */
import { useId } from 'preact/hooks';
import type { RoomCode } from '../../src/core/ids.ts';
import { cleanName } from '../../src/protocol/limits.ts';
import type { RoomListing } from '../../src/protocol/messages.ts';
import { Button } from '../ui/button.tsx';
import { CodeField } from './code-field.tsx';
import './join-screen.css';
import { LookPicker } from './look-picker.tsx';
import { NameField } from './name-field.tsx';
import { Problem } from './problem.tsx';
import { QuietPage } from './quiet-page.tsx';
import type { RoomsError } from './rooms-api.ts';
import type { Profile } from './services.ts';
import { TEXTS } from './texts.ts';

/** idle: choosing. joining: the button was pressed. returning: an earlier seat is being taken again. */
export type JoinProgress = 'idle' | 'joining' | 'returning';

interface JoinScreenProps {
  readonly code: RoomCode;
  /** undefined: the host has not answered, or there is no such room. */
  readonly room: RoomListing | undefined;
  readonly problem: RoomsError | undefined;
  readonly progress: JoinProgress;
  readonly profile: Profile;
  readonly onProfile: (profile: Profile) => void;
  readonly onJoin: () => void;
  readonly onCancel: () => void;
  readonly onCode: (code: RoomCode) => void;
  readonly onHome: () => void;
}

export function JoinScreen(props: JoinScreenProps) {
  const { code, room, problem, progress, onCancel, onCode, onHome } = props;
  // While waiting for a host that does not answer there is nothing to choose.
  const isWaiting = progress === 'returning' || (progress === 'joining' && problem === 'unreachable');
  const hasForm = !isWaiting && problem !== 'unknown-room';
  return (
    <QuietPage wide={hasForm}>
      <RoomHead
        code={code}
        room={room}
        title={problem === 'unknown-room' ? TEXTS.join.noSuchRoom : (room?.title ?? TEXTS.join.welcome)}
      />
      {problem !== undefined && <Problem problem={problem} />}
      {problem === 'unknown-room' && <CodeField onCode={onCode} />}
      {isWaiting && (
        <div class="join-go">
          <p class="join-busy" role="status">
            <span class="busy-lamp" />
            {progress === 'returning' ? TEXTS.join.returning : TEXTS.join.joining}
          </p>
          <Button onClick={onCancel}>{TEXTS.join.cancel}</Button>
        </div>
      )}
      {hasForm && <JoinForm {...props} />}
      {progress === 'idle' && (
        <button type="button" class="join-elsewhere" onClick={onHome}>
          {TEXTS.join.otherRoom}
        </button>
      )}
    </QuietPage>
  );
}

interface RoomHeadProps {
  readonly code: RoomCode;
  readonly room: RoomListing | undefined;
  readonly title: string;
}

function RoomHead({ code, room, title }: RoomHeadProps) {
  return (
    <header class="join-head">
      <div>
        <p class="join-code">
          {TEXTS.join.roomLabel} <b data-testid="room-code">{code}</b>
        </p>
        <h1 class="join-title">{title}</h1>
      </div>
      {room && (
        <p class="join-count" aria-live="polite">
          {TEXTS.join.peopleIn(room.guests, room.seatsMax)}
          {room.phase === 'playing' && <span> · {TEXTS.join.matchOn}</span>}
        </p>
      )}
    </header>
  );
}

function JoinForm({ room, profile, progress, problem, onProfile, onJoin, onCancel }: JoinScreenProps) {
  const faultId = useId();
  const hasName = cleanName(profile.name) !== '';
  const isJoining = progress === 'joining';
  const isClosed = room?.locked === true || problem === 'wrong-version';
  return (
    <form
      class="join-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (hasName && !isJoining && !isClosed) onJoin();
      }}
    >
      <div class="join-me">
        <NameField
          name={profile.name}
          look={profile.look}
          faultId={hasName ? undefined : faultId}
          onChange={(name) => onProfile({ ...profile, name })}
        />
        <p id={faultId} class="fault" role="alert">
          {hasName ? '' : TEXTS.join.emptyName}
        </p>
      </div>
      <div class="join-looks">
        <LookPicker
          look={profile.look}
          taken={new Set(room?.looksTaken)}
          onChange={(look) => onProfile({ ...profile, look })}
        />
      </div>
      <div class="join-go">
        <Button
          kind="main"
          big
          type="submit"
          data-testid="join-button"
          disabled={!hasName || isJoining || isClosed}
        >
          {isJoining ? TEXTS.join.joining : TEXTS.join.join}
        </Button>
        {isJoining && <Button onClick={onCancel}>{TEXTS.join.cancel}</Button>}
      </div>
    </form>
  );
}
