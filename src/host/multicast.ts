/**
 * Multicast DNS on every network of this computer: one socket for each interface, because a single one is served by
 * the network of the default route alone. Carries packets for the announcer and for those who look for hosts.
 */
import multicastDns from 'multicast-dns';
import type { DnsRecord } from './discovery.ts';
import type { LanAddress } from './lan-address.ts';

/** Computers with more networks are served on the best ones. */
const MAX_LINES = 8;

export interface Question {
  readonly name: string;
  readonly type: string;
}

export interface MulticastOptions {
  onQuestions?(questions: readonly Question[]): void;
  /** Records as they came: nobody has looked at them. `from`: the address that sent them. */
  onRecords(records: readonly unknown[], from: string): void;
  /** A socket could not be opened; the other networks are not concerned. */
  onFailure(error: Error): void;
}

interface Line {
  /** This computer's addresses on the line's network. */
  readonly addresses: readonly string[];
  readonly mdns: ReturnType<typeof multicastDns>;
}

export class Multicast {
  readonly #options: MulticastOptions;
  readonly #lines = new Map<string, Line>();

  constructor(options: MulticastOptions) {
    this.#options = options;
  }

  /** Is there a network to speak to? */
  get hasLines(): boolean {
    return this.#lines.size > 0;
  }

  /** Uses the networks of these addresses from now on. */
  use(addresses: readonly LanAddress[]): void {
    const wanted = byInterface(addresses);
    for (const [key, line] of this.#lines) {
      if (wanted.has(key)) continue;
      this.#lines.delete(key);
      line.mdns.destroy();
    }
    for (const [key, own] of wanted) if (!this.#lines.has(key)) this.#lines.set(key, this.#open(own));
  }

  ask(question: { readonly name: string; readonly type: 'PTR' | 'A' }): void {
    for (const { mdns } of this.#lines.values()) mdns.query([question]);
  }

  /** Says on each network what `make` gives for the own addresses there. Resolves when it is on its way. */
  async say(make: (addresses: readonly string[]) => DnsRecord[]): Promise<void> {
    const saying = [...this.#lines.values()].map(
      ({ mdns, addresses }) =>
        new Promise<void>((resolve) => mdns.respond({ answers: make(addresses) }, () => resolve())),
    );
    await Promise.all(saying);
  }

  close(): void {
    for (const { mdns } of this.#lines.values()) mdns.destroy();
    this.#lines.clear();
  }

  #open(addresses: readonly string[]): Line {
    // Bound to one address, a socket would hear nothing of what is sent to the group.
    const mdns = multicastDns({ interface: addresses[0]!, bind: '0.0.0.0' });
    mdns.on('error', (error: Error) => this.#options.onFailure(error));
    mdns.on('query', ({ questions = [] }) => this.#options.onQuestions?.(questions));
    mdns.on('response', ({ answers = [], additionals = [] }, { address }) =>
      this.#options.onRecords([...answers, ...additionals], address),
    );
    return { addresses, mdns };
  }
}

/** The IPv4 addresses of each interface that leads to others. A changed interface has a new key. */
function byInterface(all: readonly LanAddress[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { address, family, interfaceName } of all) {
    if (family !== 'IPv4' || address.startsWith('127.')) continue;
    groups.set(interfaceName, [...(groups.get(interfaceName) ?? []), address]);
  }
  const lines = [...groups].slice(0, MAX_LINES);
  return new Map(lines.map(([name, addresses]) => [`${name} ${addresses}`, addresses]));
}
