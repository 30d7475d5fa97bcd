/**
 * A network as guests have it, made up by chance: delay, jitter, and now and then a stall after which everything
 * arrives at once, in order, as TCP does it. Pure and seeded: the simulation, bots and pages all play over this one.
 */
import { Random } from '../core/prng.ts';

export interface NetworkProfile {
  /** Mean round trip, ms, and by how much one may differ from it. */
  readonly rttMs: number;
  readonly jitterMs: number;
  /** Nothing arrives for `stallMs` once in `stallEveryMs`; 0: never. */
  readonly stallMs: number;
  readonly stallEveryMs: number;
}

/**
 * good: a Wi-Fi as it should be. wifi: one with something on it now and then, as a Mac that AirDrop can find or a
 * home with mesh repeaters: 11 ms on average, and one message in a hundred is up to 90 ms late. bad: a crowded one.
 */
export const NETWORKS = {
  good: { rttMs: 8, jitterMs: 5, stallMs: 0, stallEveryMs: 0 },
  wifi: { rttMs: 11, jitterMs: 8, stallMs: 80, stallEveryMs: 8_000 },
  bad: { rttMs: 40, jitterMs: 30, stallMs: 200, stallEveryMs: 10_000 },
} as const satisfies Readonly<Record<string, NetworkProfile>>;

export type NetworkName = keyof typeof NETWORKS;

/** The profile's name that a person has typed, if it is one. */
export const findNetwork = (name: string): NetworkName | undefined =>
  Object.hasOwn(NETWORKS, name) ? (name as NetworkName) : undefined;

/** Both directions of one connection; a stall holds both. The same seed brings the same delays. */
export function makeNetwork<Up, Down>(profile: NetworkProfile, seed: number) {
  const random = new Random(seed);
  const stallOffsetMs = random.range(0, profile.stallEveryMs);
  return {
    up: new NetworkPath<Up>(profile, random, stallOffsetMs),
    down: new NetworkPath<Down>(profile, random, stallOffsetMs),
  };
}

/** One direction: messages go in with `send` and come out, in order, with `take` when their time has come. */
export class NetworkPath<Message> {
  readonly #profile: NetworkProfile;
  readonly #random: Random;
  readonly #stallOffsetMs: number;
  readonly #waiting: { readonly atMs: number; readonly message: Message }[] = [];
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(profile: NetworkProfile, random: Random, stallOffsetMs: number) {
    this.#profile = profile;
    this.#random = random;
    this.#stallOffsetMs = stallOffsetMs;
  }

  /** When the next message arrives, ms; undefined when none is under way. */
  get nextAtMs(): number | undefined {
    return this.#waiting[0]?.atMs;
  }

  send(nowMs: number, message: Message): void {
    const { rttMs, jitterMs } = this.#profile;
    const delayMs = (rttMs + this.#random.range(-jitterMs, jitterMs)) / 2;
    const atMs = this.#afterStall(nowMs + Math.max(0, delayMs));
    // Nothing overtakes.
    this.#lastMs = Math.max(this.#lastMs, atMs);
    this.#waiting.push({ atMs: this.#lastMs, message });
  }

  /** The oldest message that has arrived by `nowMs` and was not taken yet. */
  take(nowMs: number): Message | undefined {
    const next = this.#waiting[0];
    return next !== undefined && next.atMs <= nowMs ? this.#waiting.shift()!.message : undefined;
  }

  /** Takes everything out that is under way, oldest first. */
  drain(): Message[] {
    return this.#waiting.splice(0).map(({ message }) => message);
  }

  /** The end of the stall that `atMs` falls into, or `atMs`. */
  #afterStall(atMs: number): number {
    const { stallMs, stallEveryMs } = this.#profile;
    if (stallEveryMs === 0) return atMs;
    const intoPeriodMs = (atMs + this.#stallOffsetMs) % stallEveryMs;
    return intoPeriodMs < stallEveryMs - stallMs ? atMs : atMs + stallEveryMs - intoPeriodMs;
  }
}
