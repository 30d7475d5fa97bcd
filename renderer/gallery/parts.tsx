/** The design system's parts on one page. */
import { LOOKS } from '../../src/sdk/looks.ts';
import { Button } from '../ui/button.tsx';
import { Logo } from '../ui/logo.tsx';
import { LookBadge } from '../ui/look-badge.tsx';
import { QrCode } from '../ui/qr-code.tsx';
import './parts.css';

export function Parts() {
  return (
    <div class="parts">
      <Logo size={72} />
      {[64, 28].map((size) => (
        <div key={size} class="parts-row">
          {LOOKS.map((look, i) => (
            <LookBadge key={look.shape} look={i} size={size} />
          ))}
        </div>
      ))}
      <div class="parts-row">
        <Button kind="main" big>
          Join
        </Button>
        <Button kind="main">Ready</Button>
        <Button icon="copy">Copy the link</Button>
        <Button kind="danger" icon="leave">
          Leave
        </Button>
        <Button aria-pressed={true} icon="check">
          Ready!
        </Button>
        <Button icon="menu" label="Menu" />
        <Button disabled>Not now</Button>
      </div>
      <div class="parts-qr">
        <QrCode text="http://192.168.1.20:7420/BKTV" label="QR code" />
      </div>
    </div>
  );
}
