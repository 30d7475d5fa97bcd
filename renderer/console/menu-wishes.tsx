/** What somebody chooses in the app's menu and only this page can do: host, join, change preferences. */
import { useLayoutEffect } from 'preact/hooks';
import { GAMES } from '../../src/games/registry.ts';
import type { ConsoleBridge, MenuWish } from '../../src/protocol/ipc.ts';
import { Dialog } from '../ui/dialog.tsx';
import { JoinOther } from './join-other.tsx';
import { PreferencesDialog } from './preferences-dialog.tsx';
import { TEXTS } from './texts.ts';

/** What is open over the console, if anything. */
export type OpenWish = Exclude<MenuWish, 'host'> | undefined;

interface MenuWishesProps {
  readonly bridge: ConsoleBridge;
  readonly open: OpenWish;
  readonly setOpen: (wish: OpenWish) => void;
}

export function MenuWishes({ bridge, open, setOpen }: MenuWishesProps) {
  const close = (): void => setOpen(undefined);
  const joinOther: ConsoleBridge['joinOther'] = async (text) => {
    const answer = await bridge.joinOther(text);
    if (answer.ok) close();
    return answer;
  };
  // Listening as soon as something is to be seen: the menu is there earlier.
  useLayoutEffect(
    () => bridge.onMenu((wish) => (wish === 'host' ? host(bridge) : setOpen(wish))),
    [bridge, setOpen],
  );

  if (open === 'preferences') return <PreferencesDialog bridge={bridge} onClose={close} />;
  if (open === 'join') {
    return (
      <Dialog title={TEXTS.joinOther.menu} closeLabel={TEXTS.close} onClose={close}>
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
