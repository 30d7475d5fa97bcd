/** What somebody chooses in the app's menu and only this page can do: host, join, change preferences. */
import { useLayoutEffect, useState } from 'preact/hooks';
import { GAMES } from '../../src/games/registry.ts';
import type { ConsoleBridge, MenuWish } from '../../src/protocol/ipc.ts';
import { Dialog } from '../ui/dialog.tsx';
import { JoinOther } from './join-other.tsx';
import { PreferencesDialog } from './preferences-dialog.tsx';

const TEXTS = { join: 'Join a game', close: 'Close' };

export function MenuWishes({ bridge }: { bridge: ConsoleBridge }) {
  const [open, setOpen] = useState<Exclude<MenuWish, 'host'>>();
  const close = (): void => setOpen(undefined);
  const joinOther: ConsoleBridge['joinOther'] = async (text) => {
    const answer = await bridge.joinOther(text);
    if (answer.ok) close();
    return answer;
  };
  // Listening as soon as something is to be seen: the menu is there earlier.
  useLayoutEffect(() => bridge.onMenu((wish) => (wish === 'host' ? host(bridge) : setOpen(wish))), [bridge]);

  if (open === 'preferences') return <PreferencesDialog bridge={bridge} onClose={close} />;
  if (open === 'join') {
    return (
      <Dialog title={TEXTS.join} closeLabel={TEXTS.close} onClose={close}>
        <JoinOther bridge={{ ...bridge, joinOther }} />
      </Dialog>
    );
  }
  return null;
}

/** Whatever goes wrong is in the status that the console shows. */
function host(bridge: ConsoleBridge): void {
  void bridge.ask({ ask: 'host', game: GAMES[0]!.id });
}
