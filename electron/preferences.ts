/** What a person has chosen for this app: one small file, and whoever wants to hear of changes. */
import { join } from 'node:path';
import * as v from 'valibot';
import { type PreferenceName, type Preferences, preferencesSchema } from '../src/protocol/preferences.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

export interface PreferenceKeeper {
  current(): Preferences;
  set(name: PreferenceName, on: boolean): void;
  /** Called after every change, with what has changed. */
  onChange(listener: (name: PreferenceName) => void): void;
}

/** @param dataDir folder in which they are kept. */
export function createPreferences(dataDir: string): PreferenceKeeper {
  const file = join(dataDir, 'preferences.json');
  const listeners = new Set<(name: PreferenceName) => void>();
  let current: Preferences = readJsonFile(file, preferencesSchema) ?? v.parse(preferencesSchema, {});
  return {
    current: () => current,
    onChange: (listener) => void listeners.add(listener),
    set(name, on) {
      if (current[name] === on) return;
      current = { ...current, [name]: on };
      writeJsonFile(file, current);
      for (const listener of listeners) listener(name);
    },
  };
}
