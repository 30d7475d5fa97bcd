/** The head of the console while hosting: can guests come in, look and preferences, details, stop. */
import { useState } from 'preact/hooks';
import type { ReachFix } from '../../src/protocol/console.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Logo } from '../ui/logo.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { headCount } from './head-count.ts';
import './host-head.css';
import { Menu } from './menu.tsx';
import { ReachLight } from './reach-light.tsx';
import type { HostingStatus } from './status-history.ts';
import { TEXTS } from './texts.ts';
import { THEMES, type Theme } from './theme.ts';

interface HostHeadProps {
  readonly status: HostingStatus;
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
  readonly hasDetails: boolean;
  readonly showDetails: (shown: boolean) => void;
  readonly fixReach: (fix: ReachFix) => void;
  readonly openPreferences: () => void;
  readonly stop: () => void;
}

export function HostHead(props: HostHeadProps) {
  const { status, theme, setTheme, hasDetails, showDetails, fixReach, openPreferences, stop } = props;
  return (
    <header class="head">
      <Logo size={40} />
      <ReachLight status={status} fix={fixReach} />
      <div class="head-end">
        <Menu
          label={TEXTS.head.look}
          testId="theme-menu"
          look="more-button"
          groups={[
            {
              items: THEMES.map((id) => ({
                id,
                label: TEXTS.head.looks[id],
                isChosen: id === theme,
                run: () => setTheme(id),
              })),
            },
            { items: [{ id: 'preferences', label: TEXTS.head.preferences, run: openPreferences }] },
          ]}
        >
          <Icon name="sun" size={22} />
        </Menu>
        <button
          type="button"
          class="head-details"
          data-testid="details-button"
          aria-expanded={hasDetails}
          onClick={() => showDetails(!hasDetails)}
        >
          <span class="head-light" data-all={status.workers.every(({ state }) => state === 'ready')} />
          {TEXTS.head.details}
        </button>
        <StopButton status={status} stop={stop} />
      </div>
    </header>
  );
}

/** Stops at once while nobody is in; asks before it throws people out. */
function StopButton({ status, stop }: Pick<HostHeadProps, 'status' | 'stop'>) {
  const [isAsking, setAsking] = useState(false);
  const guests = status.rooms.reduce((sum, { info }) => sum + headCount(info).here, 0);
  return (
    <>
      <Button
        icon="close"
        data-testid="stop-button"
        onClick={() => (guests === 0 ? stop() : setAsking(true))}
      >
        {TEXTS.head.stop}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={TEXTS.stop.title}
          text={TEXTS.stop.text(guests)}
          go={TEXTS.stop.go}
          onGo={stop}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
