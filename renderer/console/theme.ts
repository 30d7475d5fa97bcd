/** Light or dark: as the computer is set, or as the host has chosen here. Remembered in the console's own storage. */
import { useEffect, useState } from 'preact/hooks';
import { BACKGROUND, LIGHT_BACKGROUND } from '../../src/sdk/looks.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'porchlight.theme';
const PREFERS_LIGHT = '(prefers-color-scheme: light)';

/** The theme, and what changes it. The style sheets find the outcome in the document's `data-theme`. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(recall);
  useEffect(() => {
    remember(theme);
    const query = matchMedia(PREFERS_LIGHT);
    const show = (): void => put(resolve(theme, query.matches));
    show();
    query.addEventListener('change', show);
    return () => query.removeEventListener('change', show);
  }, [theme]);
  return [theme, setTheme];
}

/** Puts the remembered theme in place before anything is drawn. */
export function showTheme(): void {
  put(resolve(recall(), matchMedia(PREFERS_LIGHT).matches));
}

/** For the style sheets, and for the window that the page is in (electron/window-look.ts). */
function put(theme: Exclude<Theme, 'system'>): void {
  document.documentElement.dataset.theme = theme;
  document.querySelector<HTMLMetaElement>('meta[name="theme-color"]')!.content =
    theme === 'light' ? LIGHT_BACKGROUND : BACKGROUND;
}

const resolve = (theme: Theme, prefersLight: boolean): Exclude<Theme, 'system'> =>
  theme === 'system' ? (prefersLight ? 'light' : 'dark') : theme;

function recall(): Theme {
  const kept = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === kept) ?? 'system';
}

function remember(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
}
