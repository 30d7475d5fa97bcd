/** The console: shows the host's status, whatever it is, and hands every wish to the bridge. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { assertNever } from '../../src/core/result.ts';
import type { ConsoleCommand, HostStatus } from '../../src/protocol/console.ts';
import type { Answer, ConsoleBridge } from '../../src/protocol/ipc.ts';
import './console.css';
import { DetailsDrawer } from './details-drawer.tsx';
import { HostingScreen, type HostingScreenProps } from './hosting-screen.tsx';
import { FailedScreen, IdleScreen, StartingScreen } from './idle-screen.tsx';
import { MenuWishes, type OpenWish } from './menu-wishes.tsx';
import { useStatusHistory } from './status-history.ts';
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

/** The screen of this status, and over it the details: they stay open whatever becomes of the host meanwhile. */
function Screen({ bridge, openPreferences }: ScreenProps) {
  const status = useStatus(bridge);
  const history = useStatusHistory(status);
  const [theme, setTheme] = useTheme();
  const [hasDetails, showDetails] = useState(false);
  /** What the last wish was refused for. */
  const [refusal, setRefusal] = useState<string>();
  const settle = useCallback(async (answer: Promise<Answer>) => {
    setRefusal(undefined);
    const settled = await answer;
    if (!settled.ok) setRefusal(settled.error.text);
  }, []);
  const ask = useCallback((command: ConsoleCommand) => settle(bridge.ask(command)), [bridge, settle]);

  if (status === undefined) return null;
  const tools = { theme, setTheme, openPreferences, hasDetails, showDetails };
  return (
    <>
      <ScreenOf
        {...{ status, history, bridge, refusal, ask, tools }}
        dismissRefusal={() => setRefusal(undefined)}
        openPlay={(code) => void settle(bridge.openPlay(code))}
      />
      {hasDetails && (
        <DetailsDrawer {...{ status, history, bridge, ask }} onClose={() => showDetails(false)} />
      )}
    </>
  );
}

interface ScreenOfProps extends Omit<HostingScreenProps, 'status'> {
  readonly status: HostStatus;
  readonly bridge: ConsoleBridge;
}

function ScreenOf({ status, bridge, ...props }: ScreenOfProps) {
  const { ask, tools } = props;
  switch (status.state) {
    case 'idle':
      return <IdleScreen {...{ ask, bridge, tools }} />;
    case 'starting':
      return <StartingScreen tools={tools} />;
    case 'failed':
      return <FailedScreen problem={status.problem} {...{ ask, tools }} />;
    case 'hosting':
      return <HostingScreen status={status} {...props} />;
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
