/** The hosts nearby, for the console's "Join a game" and for room codes without an address. Looked for all the time. */
import type { Logger } from '../src/core/ports.ts';
import { watchNearby } from '../src/host/nearby.ts';
import type { NearbyHost } from '../src/protocol/ipc.ts';

export interface Nearby {
  hosts(): readonly NearbyHost[];
  /** Called with all of them after every change. */
  onChange(listener: (hosts: readonly NearbyHost[]) => void): void;
}

/** @param isOn false: nobody is looked for, and nobody found. */
export function lookForHosts(isOn: boolean, logger: Logger): Nearby {
  const listeners: ((hosts: readonly NearbyHost[]) => void)[] = [];
  const onChange = (hosts: readonly NearbyHost[]): void => {
    for (const listener of listeners) listener(hosts);
  };
  const watch = isOn ? watchNearby({ logger, onChange }) : undefined;
  return {
    hosts: () => watch?.hosts() ?? [],
    onChange: (listener) => void listeners.push(listener),
  };
}
