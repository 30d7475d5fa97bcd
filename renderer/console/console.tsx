/** The console: shows the host's status, whatever it is, and hands every wish to the bridge. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { assertNever } from '../../src/core/result.ts';
import type { ConsoleCommand, HostStatus } from '../../src/protocol/console.ts';
import type { Answer, ConsoleBridge } from '../../src/protocol/ipc.ts';
import './console.css';
import { HostingScreen } from './hosting-screen.tsx';
import { FailedScreen, IdleScreen, StartingScreen } from './idle-screen.tsx';
import { MenuWishes, type OpenWish } from './menu-wishes.tsx';
import { useTheme } from './theme.ts';

export function Console({ bridge }: { bridge: ConsoleBridge }) {
  const [open, setOpen] = useState<OpenWish>();
  return (
    <>
      <Screen bridge={bridge} openPreferences={() => setOpen('preferences')} />
      <MenuWishes {...{ bridge, open, setOpen }} />
    </>
  );
}

interface ScreenProps {
  readonly bridge: ConsoleBridge;
  readonly openPreferences: () => void;
}

function Screen({ bridge, openPreferences }: ScreenProps) {
  const status = useStatus(bridge);
  const [theme, setTheme] = useTheme();
  /** What the last wish was refused for. */
  const [refusal, setRefusal] = useState<string>();
  const settle = useCallback(async (answer: Promise<Answer>) => {
    setRefusal(undefined);
    const settled = await answer;
    if (!settled.ok) setRefusal(settled.error.text);
  }, []);
  const ask = useCallback((command: ConsoleCommand) => settle(bridge.ask(command)), [bridge, settle]);

  if (status === undefined) return null;
  switch (status.state) {
    case 'idle':
      return <IdleScreen ask={ask} bridge={bridge} />;
    case 'starting':
      return <StartingScreen />;
    case 'failed':
      return <FailedScreen problem={status.problem} ask={ask} />;
    case 'hosting':
      return (
        <HostingScreen
          {...{ status, refusal, ask, theme, setTheme }}
          dismissRefusal={() => setRefusal(undefined)}
          openPlay={(code) => void settle(bridge.openPlay(code))}
          openPreferences={openPreferences}
        />
      );
    default:
      return assertNever(status);
  }
}

/** The host's status, kept current; undefined until the first answer. */
function useStatus(bridge: ConsoleBridge): HostStatus | undefined {
  const [status, setStatus] = useState<HostStatus>();
  useEffect(() => {
    const stop = bridge.onStatus(setStatus);
    // A status that was pushed meanwhile is newer than this answer.
    void bridge.getStatus().then((first) => setStatus((pushed) => pushed ?? first));
    return stop;
  }, [bridge]);
  return status;
}
