/** Those who wait at the door of a room with approval: let in, or not. */
import type { Knock, RoomCommand } from '../../src/protocol/messages.ts';
import { Icon } from '../ui/icon.tsx';
import './knock-list.css';
import { TEXTS } from './texts.ts';

interface KnockListProps {
  readonly knocks: readonly Knock[];
  readonly command: (command: RoomCommand) => void;
}

export function KnockList({ knocks, command }: KnockListProps) {
  return (
    <ul class="knocks scroll-list" aria-label={TEXTS.knocks.label} aria-live="polite">
      {knocks.map(({ id, name }) => (
        <li key={id} data-testid={`knock-${id}`}>
          <Icon name="door" size={20} />
          <span class="knock-text">
            <bdi>{name}</bdi>
            <span>{TEXTS.knocks.waits}</span>
          </span>
          <button
            type="button"
            class="small-button"
            data-testid="knock-out"
            aria-label={TEXTS.knocks.letOutLabel(name)}
            onClick={() => command({ do: 'admit', knock: id, let: 'out' })}
          >
            {TEXTS.knocks.letOut}
          </button>
          <button
            type="button"
            class="small-button small-button-main"
            data-testid="knock-in"
            aria-label={TEXTS.knocks.letInLabel(name)}
            onClick={() => command({ do: 'admit', knock: id, let: 'in' })}
          >
            {TEXTS.knocks.letIn}
          </button>
        </li>
      ))}
    </ul>
  );
}
