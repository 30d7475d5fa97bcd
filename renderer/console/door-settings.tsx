/** Who may come into a room: its lock, its PIN, letting in by hand; and the devices that come into no room at all. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Ban } from '../../src/protocol/console.ts';
import type { RoomCommand, RoomInfo } from '../../src/protocol/messages.ts';
import './door-settings.css';
import './switch.css';
import { TEXTS } from './texts.ts';

const PIN_DIGITS = 4;

interface DoorSettingsProps {
  readonly info: RoomInfo;
  readonly pin: string | undefined;
  readonly bans: readonly Ban[];
  readonly command: (command: RoomCommand) => void;
  readonly unban: (device: string) => void;
}

export function DoorSettings({ info, pin, bans, command, unban }: DoorSettingsProps) {
  return (
    <div class="door scroll-list" data-testid="door">
      <Switch
        title={TEXTS.door.lock}
        text={TEXTS.door.lockText}
        testId="lock-switch"
        isOn={info.locked}
        change={(locked) => command({ do: 'lock', locked })}
      />
      <Switch
        title={TEXTS.door.approval}
        text={TEXTS.door.approvalText}
        testId="approval-switch"
        isOn={info.approval}
        change={(on) => command({ do: 'approval', on })}
      />
      <Item title={TEXTS.door.pin} text={TEXTS.door.pinText}>
        {pin === undefined ? (
          <NewPin set={(digits) => command({ do: 'pin', pin: digits })} />
        ) : (
          <div class="door-pin">
            <output>{pin}</output>
            <button
              type="button"
              class="small-button"
              data-testid="pin-clear"
              onClick={() => command({ do: 'pin' })}
            >
              {TEXTS.door.pinClear}
            </button>
          </div>
        )}
      </Item>
      <BanList bans={bans} unban={unban} />
    </div>
  );
}

interface ItemProps {
  readonly title: string;
  readonly text: string;
  readonly children: ComponentChildren;
}

function Item({ title, text, children }: ItemProps) {
  return (
    <section class="door-item">
      <div class="door-words">
        <h3>{title}</h3>
        <p>{text}</p>
      </div>
      {children}
    </section>
  );
}

interface SwitchProps extends Omit<ItemProps, 'children'> {
  readonly testId: string;
  readonly isOn: boolean;
  readonly change: (isOn: boolean) => void;
}

function Switch({ title, text, testId, isOn, change }: SwitchProps) {
  return (
    <Item title={title} text={text}>
      <button
        type="button"
        role="switch"
        class="switch"
        aria-label={title}
        aria-checked={isOn}
        data-on={isOn}
        data-testid={testId}
        onClick={() => change(!isOn)}
      />
    </Item>
  );
}

function NewPin({ set }: { set: (pin: string) => void }) {
  const [digits, setDigits] = useState('');
  const isWhole = digits.length === PIN_DIGITS;
  return (
    <form
      class="door-pin"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) set(digits);
      }}
    >
      <input
        value={digits}
        inputMode="numeric"
        autoComplete="off"
        aria-label={TEXTS.door.pinLabel}
        placeholder={'–'.repeat(PIN_DIGITS)}
        data-testid="pin-field"
        onInput={({ currentTarget: field }) => {
          field.value = field.value.replace(/\D/g, '').slice(0, PIN_DIGITS);
          setDigits(field.value);
        }}
      />
      <button type="submit" class="small-button small-button-main" data-testid="pin-set" disabled={!isWhole}>
        {TEXTS.door.pinSet}
      </button>
    </form>
  );
}

function BanList({ bans, unban }: Pick<DoorSettingsProps, 'bans' | 'unban'>) {
  return (
    <section class="door-bans">
      <h3>{TEXTS.door.bans}</h3>
      <p>{bans.length === 0 ? TEXTS.door.noBans : TEXTS.door.bansText}</p>
      {bans.length > 0 && (
        <ul>
          {bans.map(({ device, name, at }) => (
            <li key={device} data-testid="ban">
              <span class="door-ban-name">{name}</span>
              <small>{TEXTS.door.bannedOn(new Date(at))}</small>
              <button
                type="button"
                class="small-button"
                aria-label={TEXTS.door.unbanLabel(name)}
                onClick={() => unban(device)}
              >
                {TEXTS.door.unban}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
