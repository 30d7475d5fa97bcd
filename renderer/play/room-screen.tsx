/** Everything a seated guest sees: the stage, and over it what the room's phase needs. */
import { useCallback, useState } from 'preact/hooks';
import type { Session, SessionState } from '../../src/client/session.ts';
import { assertNever } from '../../src/core/result.ts';
import { findGame } from '../../src/games/registry.ts';
import type { LeaderCommand, RoomInfo, SeatAction } from '../../src/protocol/messages.ts';
import { Button } from '../ui/button.tsx';
import { Countdown } from './countdown.tsx';
import { HowToCard } from './how-to-card.tsx';
import { LeaderControls } from './leader-controls.tsx';
import { LobbySheet } from './lobby-sheet.tsx';
import { NetGraph } from './net-graph.tsx';
import { Denied, Reconnecting, StartedAnew } from './notices.tsx';
import { Paused } from './paused.tsx';
import { ResultsScreen } from './results-screen.tsx';
import { RoomMenu } from './room-menu.tsx';
import './room-screen.css';
import type { Preferences, Services } from './services.ts';
import { StageHost } from './stage-host.tsx';
import { TEXTS } from './texts.ts';
import { useKey } from './use-browser.ts';

export type SeatedState = Extract<SessionState, { is: 'seated' }>;

interface RoomScreenProps {
  readonly session: Session;
  readonly state: SeatedState;
  readonly openStage: Services['openStage'];
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
  readonly isMenuOpen: boolean;
  readonly onMenu: (isOpen: boolean) => void;
}

export function RoomScreen(props: RoomScreenProps) {
  const { session, state, openStage, preferences, onPreferences, isMenuOpen, onMenu } = props;
  const { room, seat } = state;
  const leads = room.seats.find((info) => info.seat === seat)?.leads === true;
  const lead = (command: LeaderCommand): void => session.act({ do: 'lead', command });
  const [hasNetGraph, setNetGraph] = useState(false);
  useKey('F3', () => setNetGraph((isOn) => !isOn));
  const leave = (): void => session.leave();
  return (
    <div class="room">
      <StageHost openStage={openStage} session={session} gameId={room.game} preferences={preferences} />
      {room.paused && room.phase !== 'results' && (
        <Paused onGoOn={leads ? () => lead({ do: 'pause', paused: false }) : undefined} />
      )}
      <PhaseLayer {...props} leads={leads} onLeave={leave} />
      {leads && room.phase === 'countdown' && <MenuCorner onMenu={() => onMenu(true)} />}
      {hasNetGraph && <NetGraph session={session} />}
      {isMenuOpen && (
        <RoomMenu
          seatCode={state.seatCode}
          preferences={preferences}
          stats={() => session.stats()}
          hasNetGraph={hasNetGraph}
          onNetGraph={setNetGraph}
          onPreferences={onPreferences}
          onLeave={leave}
          onClose={() => onMenu(false)}
        >
          {leads && <LeaderControls room={room} ownSeat={seat} onLead={lead} />}
        </RoomMenu>
      )}
      {state.startedAnew && <StartedAnew key={room.epoch} />}
      {state.denied !== undefined && <Denied reason={state.denied} />}
      <Reconnecting isLost={state.reconnecting} />
    </div>
  );
}

function PhaseLayer({
  session,
  state,
  preferences,
  onMenu,
  leads,
  onLeave,
}: RoomScreenProps & { leads: boolean; onLeave: () => void }) {
  const { room, seat } = state;
  const act = (action: SeatAction): void => session.act(action);
  switch (room.phase) {
    case 'lobby':
      return <LobbyLayer room={room} ownSeat={seat} onAct={act} onMenu={() => onMenu(true)} />;
    case 'countdown':
      return room.paused ? null : <Countdown session={session} room={room} />;
    case 'playing':
      return <MenuCorner onMenu={() => onMenu(true)} />;
    case 'results':
      return (
        <ResultsScreen
          room={room}
          ownSeat={seat}
          reducedMotion={preferences.reducedMotion}
          onAct={act}
          onLeave={onLeave}
          onMenu={leads ? () => onMenu(true) : undefined}
        />
      );
    default:
      return assertNever(room.phase);
  }
}

function MenuCorner({ onMenu }: { onMenu: () => void }) {
  return (
    <div class="room-corner">
      <Button icon="menu" label={TEXTS.match.menu} data-testid="menu-button" onClick={onMenu} />
    </div>
  );
}

interface LobbyLayerProps {
  readonly room: RoomInfo;
  readonly ownSeat: SeatedState['seat'];
  readonly onAct: (action: SeatAction) => void;
  readonly onMenu: () => void;
}

function LobbyLayer({ room, ownSeat, onAct, onMenu }: LobbyLayerProps) {
  // Beside a wide field there is room for the whole sheet.
  const [isOpen, setOpen] = useState(() => matchMedia('(orientation: landscape)').matches);
  const [isHowToShown, setHowToShown] = useState(room.match === 0);
  const closeHowTo = useCallback(() => setHowToShown(false), []);
  const howTo = findGame(room.game)?.howTo ?? [];
  return (
    <>
      {isHowToShown && howTo.length > 0 && <HowToCard lines={howTo} onClose={closeHowTo} />}
      <LobbySheet
        room={room}
        ownSeat={ownSeat}
        isOpen={isOpen}
        onOpen={setOpen}
        onAct={onAct}
        onMenu={onMenu}
      />
    </>
  );
}
