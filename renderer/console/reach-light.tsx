/** Can guests reach this computer? A lamp in the head of the console, and behind it what a person can look at. */
import { useState } from 'preact/hooks';
import type { ReachFix } from '../../src/protocol/console.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import './reach-light.css';
import type { HostingStatus } from './status-history.ts';
import { TEXTS } from './texts.ts';

interface ReachLightProps {
  readonly status: HostingStatus;
  readonly fix: (fix: ReachFix) => void;
}

export function ReachLight({ status, fix }: ReachLightProps) {
  const state = stateOf(status);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="reach"
        data-testid="reach"
        data-reach={state}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <span class="reach-lamp" />
        <span aria-live="polite">{TEXTS.reach.label[state]}</span>
      </button>
      {isOpen && (
        <Dialog title={TEXTS.reach.title[state]} closeLabel={TEXTS.close} onClose={() => setOpen(false)}>
          <ReachPanel status={status} fix={fix} />
        </Dialog>
      )}
    </>
  );
}

/** Whoever came through before cannot do so now while this computer is in no network. */
const stateOf = ({ links, reach }: HostingStatus) => (links.length === 0 ? 'alone' : reach.state);

function ReachPanel({ status, fix }: ReachLightProps) {
  const { reach, links, localName, port } = status;
  return (
    <div class="reach-panel">
      <p>{TEXTS.reach.text[stateOf(status)]}</p>
      {reach.checklist.length > 0 && (
        <ol class="reach-checks" data-testid="reach-checks">
          {reach.checklist.map(({ id, text, fix: remedy }) => (
            <li key={id}>
              <span>{text}</span>
              {remedy !== undefined && (
                <Button kind="main" data-testid={`fix-${id}`} onClick={() => fix(remedy)}>
                  {TEXTS.reach.fix}
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
      {links.length > 0 && (
        <section>
          <h3>{TEXTS.reach.address}</h3>
          <ul class="reach-links">
            {links.map(({ url, address, network, interfaceName }) => (
              <li key={address}>
                <Icon name="network" size={18} />
                <span class="reach-url">{url.replace(/\/$/, '')}</span>
                <small title={interfaceName}>{network}</small>
              </li>
            ))}
            {localName !== undefined && (
              <li>
                <Icon name="network" size={18} />
                <span class="reach-url">{`http://${localName}:${port}`}</span>
                <small>{TEXTS.reach.name}</small>
              </li>
            )}
          </ul>
        </section>
      )}
    </div>
  );
}
