/** What every screen of the console offers in its upper right corner: how it looks, the preferences, the details. */
import { Icon } from '../ui/icon.tsx';
import { Menu } from './menu.tsx';
import { TEXTS } from './texts.ts';
import { THEMES, type Theme } from './theme.ts';
import '../ui/pill-button.css';
import './console-tools.css';

export interface ConsoleToolsProps {
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
  readonly openPreferences: () => void;
  readonly hasDetails: boolean;
  readonly showDetails: (shown: boolean) => void;
  /** Whether all is well with what the details are about; undefined while there is nothing to be well. */
  readonly isWell?: boolean;
}

export function ConsoleTools(props: ConsoleToolsProps) {
  const { theme, setTheme, openPreferences, hasDetails, showDetails, isWell } = props;
  return (
    <div class="tools">
      <Menu
        label={TEXTS.tools.look}
        testId="theme-menu"
        look="more-button"
        groups={[
          {
            items: THEMES.map((id) => ({
              id,
              label: TEXTS.tools.looks[id],
              isChosen: id === theme,
              run: () => setTheme(id),
            })),
          },
          { items: [{ id: 'preferences', label: TEXTS.tools.preferences, run: openPreferences }] },
        ]}
      >
        <Icon name="sun" size={22} />
      </Menu>
      <button
        type="button"
        class="pill-button tools-details"
        data-testid="details-button"
        aria-expanded={hasDetails}
        onClick={() => showDetails(!hasDetails)}
      >
        {isWell !== undefined && <span class="tools-light" data-well={isWell} />}
        {TEXTS.tools.details}
      </button>
    </div>
  );
}
