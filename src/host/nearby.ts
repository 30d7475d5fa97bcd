/**
 * The hosts that announce themselves on this network, for the "Join a game" list. Asks every few seconds, and forgets
 * who has gone silent. Where multicast does not work the list stays empty.
 */
import type { Logger } from '../core/ports.ts';
import type { NearbyHost } from '../protocol/ipc.ts';
import { type HostHeard, readHosts, SERVICE } from './discovery.ts';
import { Multicast } from './multicast.ts';
import { findAddresses } from './network.ts';

const ASK_MS = 4_000;
/** Who has not answered three questions is gone, ms. */
const SILENT_MS = 13_000;
/** Hosts beyond that are not listed: nobody plays in fifty rooms, but anybody can announce them. */
const MAX_HOSTS = 24;
/** One computer cannot crowd out the others. */
const MAX_HOSTS_AT_ADDRESS = 4;
/** Ways to one host that are kept. */
const MAX_ORIGINS = 4;
/** Changes are told together, ms. */
const TELL_MS = 200;

export interface NearbyOptions {
  readonly logger: Logger;
  /** Called with all of them whenever something has changed. */
  readonly onChange: (hosts: readonly NearbyHost[]) => void;
}

export interface NearbyWatch {
  hosts(): readonly NearbyHost[];
  close(): void;
}

/** Starts looking for hosts. */
export function watchNearby(options: NearbyOptions): NearbyWatch {
  const watch = new Watch(options);
  void watch.ask();
  return watch;
}

interface Known {
  heard: HostHeard;
  /** When the host was heard from each address, ms. */
  readonly origins: Map<string, number>;
}

class Watch implements NearbyWatch {
  readonly #options: NearbyOptions;
  readonly #multicast: Multicast;
  readonly #known = new Map<string, Known>();
  #askTimer: NodeJS.Timeout | undefined;
  #tellTimer: NodeJS.Timeout | undefined;
  #told = '[]';
  #hasFailed = false;
  #isClosed = false;

  constructor(options: NearbyOptions) {
    this.#options = options;
    this.#multicast = new Multicast({
      onRecords: (records, from) => this.#heard(records, from),
      onFailure: (error) => this.#failed(error),
    });
  }

  hosts(): readonly NearbyHost[] {
    return [...this.#known.values()]
      .map(({ heard: { id, name, rooms, players, games }, origins }) => {
        return { id, name, rooms, players, games, origin: [...origins.keys()][0]! };
      })
      .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  }

  async ask(): Promise<void> {
    const addresses = await findAddresses();
    if (this.#isClosed) return;
    this.#forgetSilent();
    this.#multicast.use(addresses);
    this.#multicast.ask({ name: SERVICE, type: 'PTR' });
    this.#askTimer = setTimeout(() => void this.ask(), ASK_MS);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#askTimer);
    clearTimeout(this.#tellTimer);
    this.#multicast.close();
  }

  /** A host is where its packet came from, whatever it says: nobody can send people to somebody else. */
  #heard(records: readonly unknown[], from: string): void {
    const { here, gone } = readHosts(records);
    for (const host of here) this.#keep(host, from);
    for (const id of gone) this.#known.delete(id);
    if (here.length + gone.length > 0) this.#tellSoon();
  }

  #keep(heard: HostHeard, from: string): void {
    const { origin } = new URL(`http://${from}:${heard.port}`);
    const known = this.#known.get(heard.id);
    if (known === undefined) {
      if (this.#known.size >= MAX_HOSTS || this.#countAt(from) >= MAX_HOSTS_AT_ADDRESS) return;
      this.#known.set(heard.id, { heard, origins: new Map([[origin, performance.now()]]) });
      return;
    }
    known.heard = heard;
    if (known.origins.has(origin) || known.origins.size < MAX_ORIGINS) {
      known.origins.set(origin, performance.now());
    }
  }

  #countAt(address: string): number {
    const isThere = (origin: string): boolean => new URL(origin).hostname === address;
    return [...this.#known.values()].filter(({ origins }) => [...origins.keys()].some(isThere)).length;
  }

  #forgetSilent(): void {
    const oldestMs = performance.now() - SILENT_MS;
    for (const [id, { origins }] of this.#known) {
      for (const [origin, heardMs] of origins) if (heardMs < oldestMs) origins.delete(origin);
      if (origins.size === 0) this.#known.delete(id);
    }
    this.#tellSoon();
  }

  #tellSoon(): void {
    this.#tellTimer ??= setTimeout(() => {
      this.#tellTimer = undefined;
      const hosts = this.hosts();
      const text = JSON.stringify(hosts);
      if (text === this.#told) return;
      this.#told = text;
      this.#options.onChange(hosts);
    }, TELL_MS);
  }

  #failed(error: Error): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#options.logger.warn({ error: error.message }, 'Hosts nearby cannot be looked for on this network.');
  }
}
