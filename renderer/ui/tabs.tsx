/** Sections of a panel, one shown at a time. Arrow keys go from tab to tab; the one with the focus is shown. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { roveFocus } from './roving-focus.ts';
import './pill-button.css';
import './tabs.css';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly panel: () => ComponentChildren;
}

interface TabsProps<Id extends string> {
  /** Accessible name of the list of tabs. */
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly chosen: Id;
  readonly choose: (id: Id) => void;
  /** Stands behind the tabs. */
  readonly aside?: ComponentChildren;
}

export function Tabs<Id extends string>({ label, tabs, chosen, choose, aside }: TabsProps<Id>) {
  const base = useId();
  const shown = tabs.find(({ id }) => id === chosen) ?? tabs[0]!;
  return (
    <div class="tabs">
      <div class="tabs-head">
        <div
          class="tabs-list"
          role="tablist"
          aria-label={label}
          onKeyDown={(event) => roveFocus(event, '[role="tab"]')}
        >
          {tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              class="pill-button"
              id={`${base}-${tab.id}`}
              data-testid={`tab-${tab.id}`}
              aria-selected={tab === shown}
              aria-controls={`${base}-panel`}
              tabIndex={tab === shown ? 0 : -1}
              onFocus={() => choose(tab.id)}
              onClick={() => choose(tab.id)}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {aside}
      </div>
      <div class="tab-panel" role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${shown.id}`}>
        {shown.panel()}
      </div>
    </div>
  );
}
