/** The menu of a seated guest: sound, motion, full screen, network graph, connection, other device, leave. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { NetStats } from '../../src/client/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import './room-menu.css';
import type { IconName } from '../ui/icon.tsx';
import type { Preferences } from './services.ts';
import { TEXTS } from './texts.ts';

const STATS_EVERY_MS = 500;

interface RoomMenuProps {
  readonly seatCode: string;
  readonly preferences: Preferences;
  readonly stats: () => NetStats;
  readonly hasNetGraph: boolean;
  readonly onNetGraph: (isOn: boolean) => void;
  readonly onPreferences: (preferences: Preferences) => void;
  readonly onLeave: () => void;
  readonly onClose: () => void;
  /** What the guest may do besides, above the rest. */
  readonly children?: ComponentChildren;
}

export function RoomMenu(props: RoomMenuProps) {
  const { seatCode, preferences, stats, hasNetGraph, onNetGraph, onPreferences, onLeave, onClose } = props;
  const { muted, reducedMotion } = preferences;
  return (
    <Dialog title={TEXTS.menu.title} closeLabel={TEXTS.menu.back} onClose={onClose}>
      <div class="room-menu">
        {props.children}
        <Switch
          icon={muted ? 'muted' : 'sound'}
          label={TEXTS.menu.sound}
          isOn={!muted}
          onChange={(isOn) => onPreferences({ ...preferences, muted: !isOn })}
        />
        <Switch
          icon="motion"
          label={TEXTS.menu.motion}
          isOn={reducedMotion}
          onChange={(isOn) => onPreferences({ ...preferences, reducedMotion: isOn })}
        />
        {document.fullscreenEnabled && <FullscreenSwitch />}
        <Switch icon="network" label={TEXTS.menu.netGraph} isOn={hasNetGraph} onChange={onNetGraph} />
        <ConnectionLine stats={stats} />
        <OtherDevice seatCode={seatCode} />
        <Button kind="main" onClick={onClose}>
          {TEXTS.menu.back}
        </Button>
        <Button kind="danger" icon="leave" data-testid="leave-button" onClick={onLeave}>
          {TEXTS.menu.leave}
        </Button>
      </div>
    </Dialog>
  );
}

interface SwitchProps {
  readonly icon: IconName;
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Switch({ icon, label, isOn, onChange }: SwitchProps) {
  return (
    <Button icon={icon} role="switch" aria-checked={isOn} onClick={() => onChange(!isOn)}>
      {label} <em>{isOn ? TEXTS.menu.on : TEXTS.menu.off}</em>
    </Button>
  );
}

function FullscreenSwitch() {
  const [isOn, setOn] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const look = (): void => setOn(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  const change = (wanted: boolean): void => {
    const done = wanted ? document.documentElement.requestFullscreen() : document.exitFullscreen();
    done.catch(() => {}); // The browser may refuse; the switch then stays as it was.
  };
  return <Switch icon="fullscreen" label={TEXTS.menu.fullscreen} isOn={isOn} onChange={change} />;
}

function OtherDevice({ seatCode }: { seatCode: string }) {
  return (
    <section class="room-menu-switch">
      <h3>{TEXTS.switching.menuTitle}</h3>
      <p class="soft">{TEXTS.switching.menuText(TEXTS.switching.offer)}</p>
      <p class="room-menu-code" data-testid="seat-code">
        {seatCode}
      </p>
    </section>
  );
}

function ConnectionLine({ stats }: { stats: () => NetStats }) {
  const [now, setNow] = useState(stats);
  useEffect(() => {
    const timer = setInterval(() => setNow(stats()), STATS_EVERY_MS);
    return () => clearInterval(timer);
  }, [stats]);
  return (
    <p class="room-menu-net">
      <span>{TEXTS.menu.net}</span>
      <span class="soft">{TEXTS.menu.netLine(now.rttMs, now.jitterMs)}</span>
    </p>
  );
}
