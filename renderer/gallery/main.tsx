/** The gallery: every screen of the guest's page with made-up states, to look at while building. Not in the product. */
import { render } from 'preact';
import '../ui/tokens.css';
import { LOOKS } from '../../src/sdk/looks.ts';
import { Button } from '../ui/button.tsx';
import { Logo } from '../ui/logo.tsx';
import { LookBadge } from '../ui/look-badge.tsx';
import { QrCode } from '../ui/qr-code.tsx';

function Parts() {
  return (
    <div style={{ padding: '24px', display: 'grid', gap: '24px', maxWidth: '700px' }}>
      <Logo size={72} />
      <div style={{ display: 'flex', gap: '12px', flexWrap: 'wrap' }}>
        {LOOKS.map((look, i) => (
          <LookBadge key={look.shape} look={i} size={64} />
        ))}
      </div>
      <div style={{ display: 'flex', gap: '12px', flexWrap: 'wrap' }}>
        {LOOKS.map((look, i) => (
          <LookBadge key={look.shape} look={i} size={28} />
        ))}
      </div>
      <div style={{ display: 'flex', gap: '12px', flexWrap: 'wrap', alignItems: 'center' }}>
        <Button kind="main" big>
          Join
        </Button>
        <Button kind="main">Ready</Button>
        <Button icon="copy">Copy link</Button>
        <Button kind="danger" icon="leave">
          Leave
        </Button>
        <Button aria-pressed={true} icon="check">
          Ready
        </Button>
        {(
          [
            'menu',
            'sound',
            'muted',
            'dice',
            'reload',
            'download',
            'pencil',
            'bot',
            'away',
            'lock',
            'people',
            'play',
            'motion',
            'network',
            'fullscreen',
            'warning',
            'close',
            'up',
            'down',
          ] as const
        ).map((icon) => (
          <Button key={icon} icon={icon} label={icon} />
        ))}
      </div>
      <div style={{ width: '240px' }}>
        <QrCode text="http://192.168.1.20:7420/ABCD" label="Join" />
      </div>
    </div>
  );
}

render(<Parts />, document.body);
