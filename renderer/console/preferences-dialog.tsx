/** The app's preferences, each a switch that holds at once. They are kept by the main process. */
import { useEffect, useState } from 'preact/hooks';
import type { ConsoleBridge } from '../../src/protocol/ipc.ts';
import type { PreferenceName, Preferences } from '../../src/protocol/preferences.ts';
import { Dialog } from '../ui/dialog.tsx';
import './preferences-dialog.css';
import './switch.css';

const TEXTS = {
  title: 'Preferences',
  close: 'Close',
  switches: {
    nameFilter: [
      'Filter names',
      'A guest with a rude name is asked for another one. Counts from the next time you host.',
    ],
    discovery: [
      'Be found nearby',
      'Porchlight on other computers of this network finds your rooms, and yours finds theirs. Counts from the next time you host.',
    ],
    stayInTray: [
      'Keep hosting in the background',
      'Closing this window while you host puts it away without asking. The lamp beside the clock brings it back.',
    ],
    updates: [
      'Look for new versions',
      'Asks the Porchlight website at each start. Nothing is downloaded, and while this is off nothing is asked.',
    ],
  } satisfies Record<PreferenceName, readonly [label: string, explanation: string]>,
};

/** In the order in which they are shown. */
const NAMES = Object.keys(TEXTS.switches) as PreferenceName[];

interface PreferencesDialogProps {
  readonly bridge: ConsoleBridge;
  readonly onClose: () => void;
}

/** Mounted means open. */
export function PreferencesDialog({ bridge, onClose }: PreferencesDialogProps) {
  const preferences = usePreferences(bridge);
  if (preferences === undefined) return null;
  return (
    <Dialog title={TEXTS.title} closeLabel={TEXTS.close} onClose={onClose}>
      <div class="preferences">
        {NAMES.map((name) => (
          <PreferenceSwitch
            key={name}
            name={name}
            isOn={preferences[name]}
            change={(on) => void bridge.setPreference(name, on)}
          />
        ))}
      </div>
    </Dialog>
  );
}

interface PreferenceSwitchProps {
  readonly name: PreferenceName;
  readonly isOn: boolean;
  readonly change: (on: boolean) => void;
}

function PreferenceSwitch({ name, isOn, change }: PreferenceSwitchProps) {
  const [label, explanation] = TEXTS.switches[name];
  return (
    <button
      type="button"
      class="preference"
      role="switch"
      aria-checked={isOn}
      data-testid={`preference-${name}`}
      onClick={() => change(!isOn)}
    >
      <span class="preference-label">{label}</span>
      <span class="switch" aria-hidden="true" data-on={isOn} />
      <span class="preference-explanation">{explanation}</span>
    </button>
  );
}

/** Kept current; undefined until the first answer. */
function usePreferences(bridge: ConsoleBridge): Preferences | undefined {
  const [preferences, setPreferences] = useState<Preferences>();
  useEffect(() => {
    const stop = bridge.onPreferences(setPreferences);
    // Those that were told meanwhile are newer than this answer.
    void bridge.getPreferences().then((first) => setPreferences((told) => told ?? first));
    return stop;
  }, [bridge]);
  return preferences;
}
