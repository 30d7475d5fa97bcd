/**
 * Watches what the bots receive: writes it into the log, and measures for how long each was without a picture.
 * Handed to the fleets as their `onSnapshot` and `onChange`.
 */
import type { Bot, SnapshotSeen } from '../../src/bots/bot.ts';
import { RoomLog } from './room-log.ts';

/** A guest without a picture for so long is not well, ms. */
const FRESH_MS = 250;

/** One bot since the blow. */
interface Watched {
  readonly bot: Bot;
  lastAtMs: number;
  longestPauseMs: number;
  /** Its connection was lost. */
  wasLost: boolean;
  epochBefore: number;
}

export class Witness {
  readonly log = new RoomLog();
  readonly #watched = new Map<Bot, Watched>();
  /** Room -> when the first snapshot of a new epoch came in, since the blow. */
  readonly #firstAtHeir = new Map<string, number>();

  get bots(): readonly Bot[] {
    return [...this.#watched.keys()];
  }

  onSnapshot = (bot: Bot, { tick, epoch, receivedAtMs: atMs }: SnapshotSeen): void => {
    const watched = this.#watch(bot, epoch, atMs);
    watched.longestPauseMs = Math.max(watched.longestPauseMs, atMs - watched.lastAtMs);
    watched.lastAtMs = atMs;
    if (epoch > watched.epochBefore && !this.#firstAtHeir.has(bot.room))
      this.#firstAtHeir.set(bot.room, atMs);
    if (bot.state.is !== 'seated') return;
    const { match, practice, restarts } = bot.state.room;
    this.log.saw({ room: bot.room, atMs, epoch, tick, match, practice, restarts, scores: bot.scores() });
  };

  onChange = (bot: Bot): void => {
    const { state, token, room } = bot;
    if (state.is === 'ended') this.log.ended(token, state.reason);
    if (state.is !== 'seated') return;
    const watched = this.#watched.get(bot);
    if (state.reconnecting) {
      if (watched !== undefined) watched.wasLost = true;
      return;
    }
    const name = state.room.seats.find(({ seat }) => seat === state.seat)?.name;
    this.log.seated({ room, token, seat: state.seat, name });
  };

  /** Outages are measured from now on. */
  begin(): void {
    this.#firstAtHeir.clear();
    for (const watched of this.#watched.values()) {
      watched.longestPauseMs = 0;
      watched.wasLost = false;
      watched.epochBefore = watched.bot.last?.epoch ?? 0;
    }
  }

  /** For how long each guest whose connection or room was hit since `begin` was without a picture, ms. */
  outagesMs(): number[] {
    return [...this.#watched.values()].filter(isHit).map(({ longestPauseMs }) => longestPauseMs);
  }

  /** Guests that have lost their connection since `begin`. */
  get losses(): number {
    return [...this.#watched.values()].filter(({ wasLost }) => wasLost).length;
  }

  /** When the first snapshot of a new owner came in since `begin`, by `performance.now()`. */
  get firstAtHeirMs(): number | undefined {
    const all = [...this.#firstAtHeir.values()];
    return all.length === 0 ? undefined : Math.min(...all);
  }

  /** All bots of the room have seen a new owner since `begin`. */
  hasMoved(room: string): boolean {
    const here = [...this.#watched.values()].filter(({ bot }) => bot.room === room);
    return here.every(({ bot, epochBefore }) => (bot.last?.epoch ?? 0) > epochBefore);
  }

  /** Bots that have no connection or no fresh picture. */
  unwell(): Bot[] {
    const nowMs = performance.now();
    return [...this.#watched.values()]
      .filter(({ bot: { state }, lastAtMs }) => {
        const isConnected = state.is === 'seated' && !state.reconnecting;
        return !isConnected || nowMs - lastAtMs > FRESH_MS;
      })
      .map(({ bot }) => bot);
  }

  /** Faulty frames so far. */
  get faults(): number {
    const counts = this.bots.flatMap(({ faultCounts }) => [...faultCounts.values()]);
    return counts.reduce((sum, count) => sum + count, 0);
  }

  #watch(bot: Bot, epochBefore: number, lastAtMs: number): Watched {
    const known = this.#watched.get(bot);
    if (known !== undefined) return known;
    const watched = { bot, lastAtMs, longestPauseMs: 0, wasLost: false, epochBefore };
    this.#watched.set(bot, watched);
    return watched;
  }
}

const isHit = ({ bot, wasLost, epochBefore }: Watched): boolean =>
  wasLost || (bot.last?.epoch ?? 0) > epochBefore;
