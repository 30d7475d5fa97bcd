/** The page at `/ABCD` before one has a seat: which room it is, name, look, one big button. */
import { useId } from 'preact/hooks';
import type { RoomCode } from '../../src/core/ids.ts';
import { cleanName } from '../../src/protocol/limits.ts';
import type { RoomListing } from '../../src/protocol/messages.ts';
import { Button } from '../ui/button.tsx';
import { CodeField } from './code-field.tsx';
import { areAllIn, DigitsField } from './digits-field.tsx';
import './join-screen.css';
import { LookPicker } from './look-picker.tsx';
import { NameField } from './name-field.tsx';
import { Problem } from './problem.tsx';
import { QuietPage } from './quiet-page.tsx';
import type { RoomsError } from './rooms-api.ts';
import { SeatCodeForm } from './seat-code-form.tsx';
import type { Profile } from './services.ts';
import { TEXTS } from './texts.ts';

/**
 * idle: choosing. joining: the button was pressed. switching: a seat's number was given. returning: an earlier
 * seat is being taken again. waiting: the host is to let the guest in by hand.
 */
export type JoinProgress = 'idle' | 'joining' | 'switching' | 'returning' | 'waiting';

interface JoinScreenProps {
  readonly code: RoomCode;
  /** undefined: the host has not answered, or there is no such room. */
  readonly room: RoomListing | undefined;
  readonly problem: RoomsError | undefined;
  readonly progress: JoinProgress;
  readonly profile: Profile;
  readonly onProfile: (profile: Profile) => void;
  /** Newcomers have to know the room's PIN; `pin` is what was typed of it. */
  readonly needsPin: boolean;
  readonly pin: string;
  readonly onPin: (pin: string) => void;
  readonly onJoin: () => void;
  /** Has a seat on another device, and is asked for its number instead of a name. */
  readonly isSwitching: boolean;
  readonly onSwitching: (isSwitching: boolean) => void;
  readonly onSeatCode: (seatCode: string) => void;
  readonly onCancel: () => void;
  readonly onCode: (code: RoomCode) => void;
  readonly onHome: () => void;
}

export function JoinScreen(props: JoinScreenProps) {
  const { code, room, problem, progress, isSwitching, onCancel, onCode, onHome } = props;
  const hasRoom = problem !== 'unknown-room' && problem !== 'room-closed';
  // Only the host can change that: there is nothing to choose, but it may have changed by now.
  const isBarred = problem === 'kicked' || problem === 'banned';
  // While waiting for a host that does not answer there is nothing to choose.
  const isUnanswered = progress !== 'idle' && problem === 'unreachable';
  const isWaiting = hasRoom && (progress === 'returning' || progress === 'waiting' || isUnanswered);
  const hasForm = hasRoom && !isWaiting && !isBarred;
  const hasLinks = !hasRoom || isBarred || (progress === 'idle' && !isSwitching);
  return (
    <QuietPage wide>
      <RoomHead code={code} room={room} title={titleOf(props)} />
      {problem !== undefined && !isSaidBelow(problem) && <Problem problem={problem} />}
      {!hasRoom && <CodeField onCode={onCode} />}
      {isWaiting && (
        <div class="join-go">
          <p class="join-busy" role="status">
            <span class="busy-lamp" />
            {progress === 'switching' ? TEXTS.switching.busy : TEXTS.join[progress]}
          </p>
          {progress === 'waiting' && <p class="soft">{TEXTS.join.waitingHow}</p>}
          <Button onClick={onCancel}>{TEXTS.join.cancel}</Button>
        </div>
      )}
      {isBarred && (
        <div class="join-go">
          <Button onClick={props.onJoin}>{TEXTS.end.tryAgain}</Button>
        </div>
      )}
      {hasForm && (isSwitching ? <SwitchForm {...props} /> : <JoinForm {...props} />)}
      {hasLinks && (
        <div class="join-links">
          {hasForm && (
            <button
              type="button"
              class="join-link"
              data-testid="switch-link"
              onClick={() => props.onSwitching(true)}
            >
              {TEXTS.switching.offer}
            </button>
          )}
          <button type="button" class="join-link join-elsewhere" onClick={onHome}>
            {hasForm ? TEXTS.join.otherRoom : TEXTS.end.rooms}
          </button>
        </div>
      )}
    </QuietPage>
  );
}

function titleOf({ problem, room }: JoinScreenProps): string {
  if (problem === 'unknown-room') return TEXTS.join.noSuchRoom;
  return problem === 'room-closed' ? TEXTS.end[problem].title : (room?.title ?? TEXTS.join.welcome);
}

function SwitchForm({ problem, progress, onSwitching, onSeatCode, onCancel }: JoinScreenProps) {
  const isBusy = progress === 'switching';
  return (
    <SeatCodeForm
      fault={isSeatCodeFault(problem) ? problem : undefined}
      isBusy={isBusy}
      onSeatCode={onSeatCode}
      onCancel={() => (isBusy ? onCancel() : onSwitching(false))}
    />
  );
}

/** What is said beside the field for a seat's number. */
const isSeatCodeFault = (problem: RoomsError | undefined) =>
  problem === 'wrong-seat-code' || problem === 'seat-codes-blocked';
/** What is said beside the field for the PIN. */
export const isPinFault = (problem: RoomsError | undefined) =>
  problem === 'pin-needed' || problem === 'wrong-pin' || problem === 'pins-blocked';
const isSaidBelow = (problem: RoomsError) => isSeatCodeFault(problem) || isPinFault(problem);

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

function JoinForm(props: JoinScreenProps) {
  const { room, profile, progress, problem, needsPin, pin, onProfile, onPin, onJoin, onCancel } = props;
  const faultId = useId();
  const hasName = cleanName(profile.name) !== '';
  const isReady = hasName && (!needsPin || areAllIn(pin));
  const isJoining = progress === 'joining';
  const isClosed = room?.locked === true || problem === 'wrong-version';
  return (
    <form
      class="join-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isJoining && !isClosed) onJoin();
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
      {needsPin && (
        <div class="join-pin">
          <DigitsField
            name="pin"
            label={TEXTS.pin.label}
            how={TEXTS.pin.how}
            digits={pin}
            fault={isPinFault(problem) ? problem : undefined}
            onChange={onPin}
          />
        </div>
      )}
      <div class="join-go">
        <Button
          kind="main"
          big
          type="submit"
          data-testid="join-button"
          disabled={!isReady || isJoining || isClosed}
        >
          {isJoining ? TEXTS.join.joining : TEXTS.join.join}
        </Button>
        {isJoining && <Button onClick={onCancel}>{TEXTS.join.cancel}</Button>}
      </div>
    </form>
  );
}
