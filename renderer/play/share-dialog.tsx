/** Brings others in from one's own screen: QR code, address, a button that copies it. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { RoomCode } from '../../src/core/ids.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { shareLink } from './address.ts';
import { copyText } from './copy-text.ts';
import './share-dialog.css';
import { TEXTS } from './texts.ts';

export function ShareDialog({ code, onClose }: { code: RoomCode; onClose: () => void }) {
  const [copied, setCopied] = useState<boolean>();
  const QrCode = useQrCode();
  const link = shareLink(code);
  return (
    <Dialog title={TEXTS.share.title} closeLabel={TEXTS.join.cancel} onClose={onClose}>
      <div class="share">
        <div class="share-qr">{QrCode && <QrCode text={link} label={TEXTS.share.qrLabel} />}</div>
        <div class="share-text">
          <p class="share-link">{link}</p>
          <p class="soft">{TEXTS.share.text}</p>
          <Button icon="copy" data-testid="copy-button" onClick={() => setCopied(copyText(link))}>
            {copied ? TEXTS.share.copied : TEXTS.share.copy}
          </Button>
          <p class="soft" role="status">
            {copied === false ? TEXTS.share.copyFailed : ''}
          </p>
        </div>
      </div>
    </Dialog>
  );
}

/** The QR encoder is fetched only when somebody looks at a code. */
function useQrCode(): ComponentType<{ text: string; label: string }> | undefined {
  const [loaded, setLoaded] = useState<{ QrCode: ComponentType<{ text: string; label: string }> }>();
  useEffect(() => {
    // Without it the address is still there to read out.
    import('../ui/qr-code.tsx').then(setLoaded, () => {});
  }, []);
  return loaded?.QrCode;
}
