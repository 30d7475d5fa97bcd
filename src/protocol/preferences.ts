/**
 * What a person has chosen for the desktop app. Kept by its main process, changed by the console through the bridge
 * (ipc.ts); a file of its own, so that the bridge's preload does not carry schemas along.
 */
import * as v from 'valibot';

/** What was not chosen, or cannot be read, is as it stands here. */
export const preferencesSchema = v.object({
  /** Names that offend are not shown. Heeded when hosting begins. */
  nameFilter: v.fallback(v.boolean(), true),
  /** Hosts on the same network find each other. Heeded when hosting begins. */
  discovery: v.fallback(v.boolean(), true),
  /** Closing the console keeps hosting in the background, without a question. */
  stayInTray: v.fallback(v.boolean(), false),
  /** Asks at each start whether there is a newer version. While it is off, nothing is ever asked. */
  updates: v.fallback(v.boolean(), false),
});
export type Preferences = Readonly<v.InferOutput<typeof preferencesSchema>>;
export type PreferenceName = keyof Preferences;

export const preferenceChangeSchema = v.object({ name: v.keyof(preferencesSchema), on: v.boolean() });
