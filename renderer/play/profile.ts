/** The name, look and preferences that this browser starts with: remembered ones, else suggested. */
import { isToken, newToken } from '../../src/link/new-token.ts';
import { cleanName, LIMITS } from '../../src/protocol/limits.ts';
import { LOOKS } from '../../src/sdk/looks.ts';
import { takeDevice } from './address.ts';
import { recall, remember } from './memory.ts';
import type { Preferences, Profile } from './services.ts';
import { suggestName } from './suggest-name.ts';

export function recallProfile(): Profile {
  const name = cleanName(recall('name') ?? '').slice(0, LIMITS.nameLength);
  const look = Number.parseInt(recall('look') ?? '', 10);
  return {
    name: name === '' ? suggestName(Math.random) : name,
    look: look in LOOKS ? look : Math.floor(Math.random() * LOOKS.length),
  };
}

export function rememberProfile({ name, look }: Profile): void {
  remember('name', name);
  remember('look', String(look));
}

/**
 * What this browser is called in all rooms: by it a host tells a device from its guests' names. Made once, or brought
 * along from the address that the host had before.
 */
export function recallDevice(): string {
  const carried = takeDevice();
  const known = recall('device');
  if (known !== undefined && isToken(known)) return known;
  const device = carried ?? newToken();
  remember('device', device);
  return device;
}

/** `profile` with the next look that nobody has, when somebody has the wanted one. */
export function withFreeLook(profile: Profile, taken: ReadonlySet<number>): Profile {
  for (let i = 0; i < LOOKS.length; i++) {
    const look = (profile.look + i) % LOOKS.length;
    if (!taken.has(look)) return { ...profile, look };
  }
  return profile;
}

export function recallPreferences(): Preferences {
  const wanted = recall('motion');
  return {
    muted: recall('muted') === 'yes',
    reducedMotion: wanted ? wanted === 'less' : matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
}

export function rememberPreferences({ muted, reducedMotion }: Preferences): void {
  remember('muted', muted ? 'yes' : undefined);
  remember('motion', reducedMotion ? 'less' : 'full');
}
