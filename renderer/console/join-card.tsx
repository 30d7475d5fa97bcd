/** How to get in: QR code, link, room code and PIN, large enough to be read across a room. */
import { useState } from 'preact/hooks';
import type { RoomCode } from '../../src/core/ids.ts';
import type { HostLink } from '../../src/protocol/console.ts';
import { Icon } from '../ui/icon.tsx';
import { QrCode } from '../ui/qr-code.tsx';
import '../ui/card.css';
import './join-card.css';
import { TEXTS } from './texts.ts';

interface JoinCardProps {
  readonly code: RoomCode;
  /** Best first. */
  readonly links: readonly HostLink[];
  /** Four digits that newcomers have to know. */
  readonly pin: string | undefined;
  readonly isLocked: boolean;
}

export function JoinCard({ code, links, pin, isLocked }: JoinCardProps) {
  const [address, setAddress] = useState<string>();
  // The chosen address may vanish with its network; the best one takes its place.
  const link = links.find((candidate) => candidate.address === address) ?? links[0];
  if (link === undefined) return <NoAddress />;
  return (
    <section class="join-card card" data-pin={pin !== undefined} data-locked={isLocked}>
      <div class="join-card-qr" data-testid="qr">
        {/* A QR code of capitals alone needs fewer, larger squares; scheme, host and room code may be capitals. */}
        <QrCode text={link.url.toUpperCase()} label={TEXTS.join.qr(link.url)} />
      </div>
      <p class="join-card-scan">{TEXTS.join.scan}</p>
      <p class="join-card-link" data-testid="link" style={{ '--letters': link.url.length }}>
        {link.url}
      </p>
      <p class="join-card-code">
        <small>{TEXTS.join.code}</small>
        <span data-testid="room-code">{code}</span>
      </p>
      {pin !== undefined && (
        <p class="join-card-pin">
          <small>{TEXTS.join.pin}</small>
          <span data-testid="room-pin">{pin}</span>
        </p>
      )}
      {isLocked && (
        <p class="join-card-locked">
          <Icon name="lock" size={18} />
          {TEXTS.join.locked}
        </p>
      )}
      {links.length > 1 && <NetworkPicker links={links} chosen={link} choose={setAddress} />}
    </section>
  );
}

function NoAddress() {
  return (
    <section class="join-card join-card-none card">
      <Icon name="network" size={56} />
      <h2>{TEXTS.join.none}</h2>
      <p>{TEXTS.join.noneText}</p>
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
      {TEXTS.join.otherAddress}
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
