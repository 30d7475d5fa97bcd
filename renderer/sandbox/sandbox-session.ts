/** A session without a network: the game's rules, and bots on all seats but perhaps the own one, in the page. */
import { type NetStats, NO_STATS, type Session, type SessionState } from '../../src/client/session.ts';
import { asSeatId, asTick, type RoomCode, type SeatId } from '../../src/core/ids.ts';
import { Random } from '../../src/core/prng.ts';
import type { RoomInfo } from '../../src/protocol/messages.ts';
import {
  type AnyGame,
  type BotLevel,
  type EventOf,
  type EventSchemas,
  type RuleContext,
  resolveSettings,
  type Settings,
} from '../../src/sdk/game.ts';
import type { Picture } from '../../src/sdk/view.ts';

interface SandboxOptions {
  readonly game: AnyGame;
  readonly seats: number;
  /** -1: nobody's, as on a screen that only watches. */
  readonly ownSeat: SeatId;
  /** This device plays the own seat; otherwise a bot does. */
  readonly isHuman: boolean;
  readonly isPractice: boolean;
  readonly level: BotLevel;
  readonly seed: number;
  readonly settings: Readonly<Record<string, number>>;
}

const NAMES = ['Mia', 'Jonas', 'Aunt Rosa', 'Kit', 'Priya', 'Teodor', 'Wu', 'Salome'];
const MORE_NAMES = ['Big Dave', 'Noor', 'Fen', 'Margarethe', 'Ollie', 'Zuzana', 'Ike', 'Bo'];
/** Bots think this often. */
const TICKS_PER_THOUGHT = 6;

export class SandboxSession implements Session {
  readonly state: SessionState;
  isPaused = false;
  readonly #options: SandboxOptions;
  readonly #random: Random;
  readonly #inputs: unknown[] = [];
  #events: EventOf<EventSchemas>[] = [];
  #readInput: () => unknown = () => undefined;
  readonly #resting: unknown;
  #tick = 0;
  #before: unknown;
  #now: unknown;
  #picture: unknown;
  #dueMs = performance.now();

  constructor(options: SandboxOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
    this.state = {
      is: 'seated',
      seat: options.ownSeat,
      token: '',
      seatCode: '',
      room: roomOf(options),
      reconnecting: false,
      startedAnew: false,
    };
    const seats = Array.from({ length: options.seats }, (_, i) => asSeatId(i));
    this.#now = options.game.state.quantise(options.game.setup(seats, this.#context()));
    this.#before = options.game.state.copy(this.#now);
    this.#resting = options.game.restingInput(this.#now, options.ownSeat);
  }

  /** The rules' state, to look at and to change. */
  get gameState(): unknown {
    return this.#now;
  }

  /** Ticks played so far. */
  get tick(): number {
    return this.#tick;
  }

  subscribe(): () => void {
    return () => undefined;
  }
  act(): void {}
  leave(): void {}
  close(): void {}
  wake(): void {}

  setInput(read: () => unknown): void {
    this.#readInput = read;
  }

  restingInput(): unknown {
    return this.#resting;
  }

  advance(): void {
    const tickMs = 1000 / this.#options.game.tickRate;
    const nowMs = performance.now();
    // A page that slept does not catch up.
    if (this.isPaused || nowMs - this.#dueMs > 250) this.#dueMs = nowMs;
    for (; this.#dueMs <= nowMs - tickMs; this.#dueMs += tickMs) this.#step();
  }

  /** Runs so many ticks at once. */
  skip(ticks: number): void {
    for (let i = 0; i < ticks; i++) this.#step();
  }

  /** Runs until an event of this type happens, or a minute has passed; leaves the events for the view. */
  skipTo(type: string): void {
    for (let i = 0; i < 60 * this.#options.game.tickRate; i++) {
      this.#events = [];
      this.#step();
      if (this.#events.some((event) => event.type === type)) return;
    }
  }

  picture(): Picture<unknown> {
    const { game } = this.#options;
    const share = Math.min(1, (performance.now() - this.#dueMs) / (1000 / game.tickRate));
    const t = this.isPaused ? 1 : share;
    this.#picture = game.state.mix(this.#before, this.#now, t, this.#picture);
    return { state: this.#picture, tick: this.#tick - 1 + t };
  }

  newest(): undefined {}

  takeEvents(): readonly EventOf<EventSchemas>[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  stats(): NetStats {
    return NO_STATS;
  }

  #step(): void {
    const { game, seats, ownSeat, isHuman, level } = this.#options;
    this.#tick++;
    this.#before = game.state.copy(this.#now);
    for (let seat = 0; seat < seats; seat++) {
      if (isHuman && seat === ownSeat) this.#inputs[seat] = game.input.quantise(this.#readInput());
      else if ((this.#tick + seat) % TICKS_PER_THOUGHT === 0) {
        this.#inputs[seat] = game.input.quantise(game.bot(this.#now, asSeatId(seat), level, this.#random));
      }
    }
    game.step(this.#now, this.#inputs, this.#context());
    this.#now = game.state.quantise(this.#now);
  }

  #context(): RuleContext<Settings, EventSchemas> {
    const tick = asTick(this.#tick);
    return {
      tick,
      settings: resolveSettings(this.#options.game.settings, this.#options.settings),
      random: this.#random,
      practice: this.#options.isPractice,
      emit: (type, data) => this.#events.push({ type, tick, data }),
    };
  }
}

function roomOf({ game, seats, isPractice, level, settings }: SandboxOptions): RoomInfo {
  return {
    code: 'TEST' as RoomCode,
    game: game.id,
    phase: isPractice ? 'lobby' : 'playing',
    epoch: 1,
    restarts: 0,
    match: 1,
    practice: isPractice,
    locked: false,
    paused: false,
    needsPin: false,
    approval: false,
    knocks: [],
    seats: Array.from({ length: seats }, (_, i) => ({
      seat: asSeatId(i),
      name: [...NAMES, ...MORE_NAMES][i] ?? `Bot ${i}`,
      look: i,
      bot: i === 0 ? undefined : level,
      away: false,
      ready: false,
      wins: 0,
      kicked: false,
      muted: false,
      leads: false,
    })),
    settings,
    bots: { fillTo: seats, level },
    phaseEndsAtTick: undefined,
    outcome: undefined,
  };
}
