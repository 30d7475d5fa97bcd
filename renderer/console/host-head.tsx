/** The head of the console while hosting: can guests come in, the console's tools, stop. */
import { useState } from 'preact/hooks';
import type { ReachFix } from '../../src/protocol/console.ts';
import { Button } from '../ui/button.tsx';
import { Logo } from '../ui/logo.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { ConsoleTools, type ConsoleToolsProps } from './console-tools.tsx';
import { headCount } from './head-count.ts';
import './host-head.css';
import { ReachLight } from './reach-light.tsx';
import type { HostingStatus } from './status-history.ts';
import { TEXTS } from './texts.ts';

interface HostHeadProps {
  readonly status: HostingStatus;
  readonly tools: ConsoleToolsProps;
  readonly fixReach: (fix: ReachFix) => void;
  readonly stop: () => void;
}

export function HostHead({ status, tools, fixReach, stop }: HostHeadProps) {
  return (
    <header class="head">
      <Logo size={40} />
      <ReachLight status={status} fix={fixReach} />
      <div class="head-end">
        <ConsoleTools {...tools} isWell={status.workers.every(({ state }) => state === 'ready')} />
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
