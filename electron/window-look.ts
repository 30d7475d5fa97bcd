/**
 * What colour the console's window has before its page is drawn, and wherever it is not: the page's own ground, as it
 * was last. The page tells it by its theme-color, which says nothing else about the window.
 */
import { join } from 'node:path';
import { type BrowserWindow, nativeTheme } from 'electron';
import * as v from 'valibot';
import { BACKGROUND, LIGHT_BACKGROUND } from '../src/sdk/looks.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

const lookSchema = v.object({ isLight: v.boolean() });

export interface WindowLook {
  /** To begin with: the remembered ground or, on the first start, the one that fits this computer. */
  readonly background: string;
  /** Keeps the window's ground, and what is remembered of it, as the page's. */
  follow(window: BrowserWindow): void;
}

/** @param dataDir folder in which the look is remembered. */
export function rememberLook(dataDir: string): WindowLook {
  const file = join(dataDir, 'window-look.json');
  let isLight = readJsonFile(file, lookSchema)?.isLight ?? !nativeTheme.shouldUseDarkColors;
  return {
    background: groundOf(isLight),
    follow(window) {
      window.webContents.on('did-change-theme-color', (_event, colour) => {
        // The page has none for a moment while it loads.
        if (colour === null) return;
        const isLightNow = colour.toLowerCase() === LIGHT_BACKGROUND.toLowerCase();
        if (isLightNow === isLight) return;
        isLight = isLightNow;
        window.setBackgroundColor(groundOf(isLight));
        writeJsonFile(file, { isLight } satisfies v.InferOutput<typeof lookSchema>);
      });
    },
  };
}

const groundOf = (isLight: boolean): string => (isLight ? LIGHT_BACKGROUND : BACKGROUND);
