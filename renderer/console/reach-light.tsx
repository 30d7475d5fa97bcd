/** Can guests reach this computer? A lamp in the head of the console, and behind it what a person can look at. */
import { useState } from 'preact/hooks';
import type { HostLink, Reach } from '../../src/protocol/console.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import './reach-light.css';
import { TEXTS } from './texts.ts';

interface ReachLightProps {
  readonly reach: Reach;
  /** Where this host answers, best first. */
  readonly links: readonly HostLink[];
}

export function ReachLight({ reach, links }: ReachLightProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="reach"
        data-testid="reach"
        data-reach={reach.state}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <span class="reach-lamp" />
        <span aria-live="polite">{TEXTS.reach.label[reach.state]}</span>
      </button>
      {isOpen && (
        <Dialog
          title={TEXTS.reach.title[reach.state]}
          closeLabel={TEXTS.close}
          onClose={() => setOpen(false)}
        >
          <ReachPanel reach={reach} links={links} />
        </Dialog>
      )}
    </>
  );
}

function ReachPanel({ reach, links }: ReachLightProps) {
  return (
    <div class="reach-panel">
      <p>{TEXTS.reach.text[reach.state]}</p>
      {reach.checklist.length > 0 && (
        <ol class="reach-checks" data-testid="reach-checks">
          {reach.checklist.map(({ id, text }) => (
            <li key={id}>{text}</li>
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
          </ul>
        </section>
      )}
    </div>
  );
}
