/**
 * Under which names this host may be asked for. A page of the internet can let a name of its own lead to this
 * computer (DNS rebinding) and would then count as ours; it cannot do that with an address, with localhost, or with
 * names that only this network knows. Asked by both doors, HTTP and Socket.IO.
 */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

const HOST_HEADER = /^(?:\[(?<v6>[\da-f:.]+)\]|(?<name>[\w.-]+))(?::\d{1,5})?$/i;

/** What routers put behind a computer's name; nobody can register a name in these. */
const ROUTER_DOMAINS = ['lan', 'home', 'home.arpa', 'internal', 'localdomain', 'fritz.box'];

export class OwnNames {
  readonly #names: ReadonlySet<string>;
  #origins: ReadonlySet<string> = new Set();

  /** @param computer what this computer is called. @param more names that the host was told to answer to. */
  constructor(computer: string, more: readonly string[]) {
    const own = ROUTER_DOMAINS.map((domain) => `${computer}.${domain}`);
    this.#names = new Set([computer, ...own, ...more].map((name) => name.toLowerCase()));
  }

  /** Where pages of ours come from besides the address that they ask: this host's others, now and before. */
  useOrigins(origins: readonly string[]): void {
    this.#origins = new Set(origins);
  }

  /** Is this one of the origins at which guests find this host, or found it before? */
  hasOrigin(origin: string): boolean {
    return this.#origins.has(origin);
  }

  /** Was this asked of us, and, if a page asks, by a page of ours? Programs that are no browsers name no origin. */
  isOurs({ headers }: IncomingMessage): boolean {
    const { host, origin } = headers;
    if (host === undefined || !this.#isOwn(host)) return false;
    if (origin === undefined || this.hasOrigin(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
  }

  #isOwn(hostHeader: string): boolean {
    const { v6, name } = HOST_HEADER.exec(hostHeader)?.groups ?? {};
    if (v6 !== undefined) return isIP(v6) === 6;
    const plain = name?.toLowerCase().replace(/\.$/, '') ?? '';
    if (isIP(plain) === 4 || plain === 'localhost' || plain.endsWith('.local')) return true;
    return this.#names.has(plain);
  }
}
