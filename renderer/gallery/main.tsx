/**
 * The gallery: every screen of the guest's page with made-up states, to look at while building. `?show=<name>`
 * opens one; without it there is a list. Served by Vite's development server alone, not part of the product.
 */
import { type ComponentChild, render } from 'preact';
import '../ui/tokens.css';
import { DOOR_STATES } from './door-states.tsx';
import { Parts } from './parts.tsx';
import { ROOM_STATES } from './room-states.tsx';

const STATES: Readonly<Record<string, () => ComponentChild>> = {
  parts: () => <Parts />,
  ...DOOR_STATES,
  ...ROOM_STATES,
};

function List() {
  return (
    <ul>
      {Object.keys(STATES).map((name) => (
        <li key={name}>
          <a href={`?show=${name}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}

const show = STATES[new URLSearchParams(location.search).get('show') ?? ''] ?? (() => <List />);
render(show(), document.getElementById('app')!);
