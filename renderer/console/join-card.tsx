/** How to get in: QR code, link and room code, large enough to be read across a room. */
import { useState } from 'preact/hooks';
import type { RoomCode } from '../../src/core/ids.ts';
import type { HostLink } from '../../src/protocol/console.ts';
import { QrCode } from '../ui/qr-code.tsx';
import '../ui/card.css';
import './join-card.css';

interface JoinCardProps {
  readonly code: RoomCode;
  /** Best first. */
  readonly links: readonly HostLink[];
}

export function JoinCard({ code, links }: JoinCardProps) {
  const [address, setAddress] = useState<string>();
  // The chosen address may vanish with its network; the best one takes its place.
  const link = links.find((candidate) => candidate.address === address) ?? links[0];
  if (link === undefined)
    return <p class="join-card card">This computer has no network address to join at.</p>;
  return (
    <section class="join-card card">
      <div class="join-card-qr" data-testid="qr">
        {/* A QR code of capitals alone needs fewer, larger squares; scheme, host and room code may be capitals. */}
        <QrCode text={link.url.toUpperCase()} label={`QR code of ${link.url}`} />
      </div>
      <p class="join-card-or">Scan it with a phone’s camera, or open</p>
      <p class="join-card-link" data-testid="link">
        {link.url}
      </p>
      <p class="join-card-code">
        <small>Room code</small>
        <span data-testid="room-code">{code}</span>
      </p>
      {links.length > 1 && <NetworkPicker links={links} chosen={link} choose={setAddress} />}
    </section>
  );
}

interface NetworkPickerProps {
  readonly links: readonly HostLink[];
  readonly chosen: HostLink;
  readonly choose: (address: string) => void;
}

function NetworkPicker({ links, chosen, choose }: NetworkPickerProps) {
  return (
    <label class="network-picker">
      Try another address
      <select value={chosen.address} onChange={(event) => choose(event.currentTarget.value)}>
        {links.map(({ address, network, interfaceName }) => (
          <option key={address} value={address}>
            {network} ({interfaceName}): {address}
          </option>
        ))}
      </select>
    </label>
  );
}
