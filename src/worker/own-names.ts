/**
 * Under which names this host may be asked for. A page of the internet can let a name of its own lead to this
 * computer (DNS rebinding) and would then count as ours; it cannot do that with an address, with localhost, or with
 * names that only this network knows. Asked by both doors, HTTP and Socket.IO.
 */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

const HOST_HEADER = /^(?:\[(?<v6>[\da-f:.]+)\]|(?<name>[\w.-]+))(?::\d{1,5})?$/i;

export class OwnNames {
  readonly #names: ReadonlySet<string>;

  /** @param names further names of this host: its own, and those that it was told to answer to. */
  constructor(names: readonly string[]) {
    this.#names = new Set(names.map((name) => name.toLowerCase()));
  }

  /** Was this asked of us, and, if a page asks, by a page of ours? Programs that are no browsers name no origin. */
  isOurs({ headers }: IncomingMessage): boolean {
    const { host, origin } = headers;
    if (host === undefined || !this.#isOwn(host)) return false;
    return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host.toLowerCase());
  }

  #isOwn(hostHeader: string): boolean {
    const { v6, name } = HOST_HEADER.exec(hostHeader)?.groups ?? {};
    if (v6 !== undefined) return isIP(v6) === 6;
    const plain = name?.toLowerCase().replace(/\.$/, '') ?? '';
    if (isIP(plain) === 4 || plain === 'localhost' || plain.endsWith('.local')) return true;
    return this.#names.has(plain);
  }
}
