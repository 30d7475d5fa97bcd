/**
 * Looks for the host at its other addresses while the link to it is down: a computer that changes its network, or gets
 * another address from its router, is still there. The host has told its guests all ways to it. Used by the socket link.
 */

/** A link that is down for longer than this may be so because the host has another address, ms. */
const LOST_MS = 1_500;
/** Pause between two rounds of asking, and how long a round waits for answers, ms. */
const PAUSE_MS = 1_000;
const ROUND_MS = 1_500;
/** The address that the guest came by is the right one as long as it answers; it may take so much longer, ms. */
const OWN_GRACE_MS = 400;

export interface OtherWaysOptions {
  /** The code of the room that the host has to have. */
  readonly room: () => string;
  /** The host answers at `origin`, and not where it did. */
  readonly onFound: (origin: string) => void;
}

export class OtherWays {
  readonly #options: OtherWaysOptions;
  /** The origin that the link uses. */
  #own: string;
  #origins: readonly string[] = [];
  /**
   * Does the host know itself by the address that the guest came by? Else that is a tunnel, or the guest is on the same
   * computer: the host's own addresses may lead such a guest nowhere.
   */
  #isDirect = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round: AbortController | undefined;

  constructor(own: string, options: OtherWaysOptions) {
    this.#own = own;
    this.#options = options;
  }

  /** The host has told where it is. */
  told(origins: readonly string[]): void {
    this.#origins = origins;
    this.#isDirect ||= origins.includes(this.#own);
  }

  /** The link is down. */
  lost(): void {
    this.#timer ??= setTimeout(() => void this.#look(), LOST_MS);
  }

  /** The link stands, or is over. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#round?.abort();
    this.#round = undefined;
  }

  /** The link goes on at `origin`, where it has yet to stand. */
  use(origin: string): void {
    this.#own = origin;
    this.rest();
    this.lost();
  }

  async #look(): Promise<void> {
    const others = this.#origins.filter((origin) => origin !== this.#own);
    if (!this.#isDirect || others.length === 0) return;
    const round = new AbortController();
    this.#round = round;
    const end = setTimeout(() => round.abort(), ROUND_MS);
    const found = await this.#ask(others, round.signal);
    clearTimeout(end);
    round.abort();
    if (this.#round !== round) return; // the link stands again
    if (found === undefined) this.#timer = setTimeout(() => void this.#look(), PAUSE_MS);
    else this.#options.onFound(found);
  }

  /** The first that answers, unless the own one does too. */
  async #ask(others: readonly string[], signal: AbortSignal): Promise<string | undefined> {
    const room = this.#options.room();
    const isOwnThere = hasRoom(this.#own, room, signal);
    const answers = others.map(async (origin) => {
      if (await hasRoom(origin, room, signal)) return origin;
      throw new Error(`The host is not at ${origin}.`);
    });
    const first = await Promise.any(answers).catch(() => undefined);
    if (first === undefined) return undefined;
    const graceIsOver = new Promise<false>((resolve) => setTimeout(() => resolve(false), OWN_GRACE_MS));
    return (await Promise.race([isOwnThere, graceIsOver])) ? undefined : first;
  }
}

/** Does the host at `origin` have the room? */
async function hasRoom(origin: string, room: string, signal: AbortSignal): Promise<boolean> {
  try {
    const url = `${origin}/api/rooms/${room}`;
    const response = await fetch(url, { signal, credentials: 'omit', redirect: 'error' });
    const listing = (await response.json()) as { readonly code?: unknown };
    return response.ok && listing.code === room;
  } catch {
    return false;
  }
}
