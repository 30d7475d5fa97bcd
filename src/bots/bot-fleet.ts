/**
 * Many bots at once: finds their rooms, seats them, and takes them away again. For the command line, for tests, and
 * for tools that watch what a host has confirmed while they break things.
 */
import type { RoomCode } from '../core/ids.ts';
import { REASONS } from '../protocol/reasons.ts';
import type { BotLevel } from '../sdk/game.ts';
import { Bot, type BotOptions } from './bot.ts';
import { type FoundRoom, findRooms } from './find-rooms.ts';
import { type BotsSummary, summarize } from './summary.ts';

/** A bot that has no seat and no picture by then is given up, ms. */
const SEATED_MS = 15_000;

export interface FleetOptions extends Pick<BotOptions, 'network' | 'onSnapshot' | 'onChange'> {
  /** Where the host answers: 'http://192.168.1.20:7420'. */
  readonly origin: string;
  /** 'first': the first room that the host names. */
  readonly rooms: readonly RoomCode[] | 'first' | 'all';
  /** Only rooms of this game. */
  readonly game?: string | undefined;
  /** Bots for each room. */
  readonly count: number;
  readonly level: BotLevel;
  /** They get ready for matches and rematches, once all of them are seated. */
  readonly ready: boolean;
  readonly seed?: number;
}

/** Why there is no fleet; the message is for people. */
export class BotsError extends Error {}

/**
 * Joins the rooms and resolves when every bot has its seat and its first snapshot.
 * @throws BotsError when the host, a room or a seat cannot be had; no bot is left behind then.
 */
export async function startBots(options: FleetOptions): Promise<BotFleet> {
  const { origin, rooms, game, count, ready } = options;
  const found = await findRooms(origin, { rooms, game, seats: count });
  if (!found.ok) throw new BotsError(found.error);
  const fleet = new BotFleet(options);
  try {
    await Promise.all(found.value.map((room, i) => fleet.fill(room, i * count)));
  } catch (error) {
    fleet.close();
    throw error;
  }
  if (ready) for (const bot of fleet.bots) bot.getReady();
  return fleet;
}

export class BotFleet {
  readonly bots: Bot[] = [];
  readonly #options: FleetOptions;

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  /** Seats one bot after the other in `room`. @param before bots that other rooms have got already. */
  async fill({ code, route, game }: FoundRoom, before: number): Promise<void> {
    const { origin, count, level, seed = 1, network, onSnapshot, onChange } = this.#options;
    for (let i = 1; i <= count; i++) {
      const number = before + i;
      const place = { origin, room: code, route, game, name: `Bot ${number}` };
      const bot = new Bot({ ...place, level, seed: seed + number, network, onSnapshot, onChange });
      this.bots.push(bot);
      await untilPlaying(bot);
    }
  }

  /** What was measured so far. */
  summary(): BotsSummary {
    return summarize(this.bots, performance.now());
  }

  /** Takes all bots away. `leaves` false: the host keeps their seats, as for phones that were locked. */
  close({ leaves = true }: { leaves?: boolean } = {}): void {
    for (const bot of this.bots) bot.close(leaves);
  }
}

async function untilPlaying(bot: Bot): Promise<void> {
  const endMs = performance.now() + SEATED_MS;
  while (bot.last === undefined) {
    if (bot.state.is === 'ended') throw new BotsError(`Room ${bot.room}: ${sentenceOf(bot)}`);
    if (performance.now() > endMs)
      throw new BotsError(`Room ${bot.room} has let ${bot.name} wait for ${SEATED_MS / 1000} s in vain.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Why a bot has ended, for people; '' while it has not. */
export function sentenceOf({ state }: Bot): string {
  if (state.is !== 'ended') return '';
  return state.reason === 'left' ? 'It left.' : REASONS[state.reason];
}
