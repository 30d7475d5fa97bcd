/** What is of interest when something is wrong, in a drawer over the right side: workers, log. Escape closes it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConsoleCommand, HostStatus } from '../../src/protocol/console.ts';
import type { ConsoleBridge } from '../../src/protocol/ipc.ts';
import { Button } from '../ui/button.tsx';
import { type Tab, Tabs } from '../ui/tabs.tsx';
import './details-drawer.css';
import { LogPanel } from './log-panel.tsx';
import type { StatusHistory } from './status-history.ts';
import { TEXTS } from './texts.ts';
import { WorkerPanel } from './worker-panel.tsx';

interface DetailsDrawerProps {
  readonly status: HostStatus;
  readonly history: StatusHistory;
  readonly bridge: ConsoleBridge;
  readonly ask: (command: ConsoleCommand) => Promise<void>;
  readonly onClose: () => void;
}

type Section = 'workers' | 'log';

export function DetailsDrawer({ status, history, bridge, ask, onClose }: DetailsDrawerProps) {
  const [section, showSection] = useState<Section>('workers');
  const drawer = useFocusWhileOpen();
  useEscape(onClose);
  const log: Tab<Section> = {
    id: 'log',
    label: TEXTS.details.log,
    panel: () => <LogPanel bridge={bridge} />,
  };
  const tabs: readonly Tab<Section>[] =
    status.state !== 'hosting'
      ? [log]
      : [
          {
            id: 'workers',
            label: TEXTS.details.workers,
            panel: () => <WorkerPanel {...{ status, history, ask }} />,
          },
          log,
        ];
  return (
    <aside ref={drawer} class="details" aria-label={TEXTS.details.label} data-testid="details" tabIndex={-1}>
      <Tabs
        label={TEXTS.details.sections}
        tabs={tabs}
        chosen={section}
        choose={showSection}
        aside={<Button icon="close" label={TEXTS.close} onClick={onClose} />}
      />
    </aside>
  );
}

/** Takes the focus while the element is there, and gives it back to where it was. */
function useFocusWhileOpen() {
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    element.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return element;
}

/** Wherever the focus is: what had it may be gone with its worker. What lies above the drawer comes first. */
function useEscape(onEscape: () => void): void {
  const latest = useRef(onEscape);
  latest.current = onEscape;
  useEffect(() => {
    const look = ({ key, target }: KeyboardEvent): void => {
      if (key !== 'Escape' || document.querySelector('dialog[open]') !== null) return;
      // The first one empties what somebody has typed.
      if (target instanceof HTMLInputElement && target.value !== '') return;
      latest.current();
    };
    window.addEventListener('keydown', look);
    return () => window.removeEventListener('keydown', look);
  }, []);
}
