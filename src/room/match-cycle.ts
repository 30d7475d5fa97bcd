/**
 * The phases of a room: lobby > countdown > playing > results, and round again (rule R2). Decides when one follows
 * the other; what a new state means for the guests is the room's business.
 */
import { asTick, type Tick } from '../core/ids.ts';
import { assertNever } from '../core/result.ts';
import type { RoomCheckpoint } from '../protocol/checkpoint.ts';
import { TIMES } from '../protocol/limits.ts';
import type { RoomOutcome, RoomPhase } from '../protocol/messages.ts';
import type { Outcome } from '../sdk/game.ts';
import type { Seats } from './seats.ts';
import type { Simulation } from './simulation.ts';

export interface MatchCycleOptions {
  readonly seats: Seats;
  readonly simulation: Simulation;
  /** Ticks a second. */
  readonly tickRate: number;
  /** Fills or clears seats of bots as the new phase wants it. */
  readonly fillWithBots: () => void;
  /** Sets up a new state. */
  readonly begin: (practice: boolean) => void;
  readonly onChange: () => void;
}

export class MatchCycle {
  readonly #options: MatchCycleOptions;
  #phase: RoomPhase = 'lobby';
  #endsAt: Tick | undefined;
  #match = 0;
  #outcome: RoomOutcome | undefined;

  constructor(options: MatchCycleOptions) {
    this.#options = options;
  }

  get phase(): RoomPhase {
    return this.#phase;
  }

  /** Tick at which the countdown or the results end. */
  get endsAt(): Tick | undefined {
    return this.#endsAt;
  }

  /** Matches started so far. */
  get match(): number {
    return this.#match;
  }

  get outcome(): RoomOutcome | undefined {
    return this.#outcome;
  }

  load({ head, phaseEndsAtTick }: RoomCheckpoint): void {
    this.#phase = head.phase;
    this.#endsAt = phaseEndsAtTick;
    this.#match = head.match;
    this.#outcome = head.outcome;
  }

  /** Before a tick: what is over is over. */
  advance(): void {
    if (this.#endsAt === undefined || this.#options.simulation.tick < this.#endsAt) return;
    this.#endsAt = undefined;
    if (this.#phase === 'countdown') this.#startMatch();
    else if (this.#phase === 'results') this.toLobby();
  }

  /** After a tick: has somebody won? */
  checkOutcome(): void {
    if (this.#phase !== 'playing') return;
    const { outcome } = this.#options.simulation;
    if (outcome !== undefined) this.#finish(outcome);
  }

  #finish(outcome: Outcome): void {
    const { seats } = this.#options;
    const faces = seats.info().map(({ seat, name, look, bot }) => ({ seat, name, look, bot }));
    this.#outcome = { ...outcome, faces };
    for (const { seat, place } of outcome.ranking) {
      const winner = place === 1 ? seats.get(seat) : undefined;
      if (winner !== undefined) winner.wins++;
    }
    for (const seat of seats.people) seat.ready = false;
    this.#enter('results', TIMES.resultsMs);
  }

  /** The host says so, or everybody does. */
  start(): void {
    if (this.#phase !== 'lobby' && this.#phase !== 'results') return;
    this.#enter('countdown', TIMES.countdownMs);
    this.#options.fillWithBots();
  }

  /** On to what comes next. A match that is cut short ends with the points as they are. */
  skip(): void {
    switch (this.#phase) {
      case 'lobby':
        this.start();
        break;
      case 'countdown':
        this.#startMatch();
        break;
      case 'playing':
        this.#finish({ ranking: rankByScore(this.#options.simulation.scores), awards: [] });
        break;
      case 'results':
        this.toLobby();
        break;
      default:
        assertNever(this.#phase);
    }
  }

  startWhenAllReady(): void {
    const { present } = this.#options.seats;
    if (present.length > 0 && present.every((seat) => seat.ready)) this.start();
  }

  toLobby(): void {
    if (this.#phase === 'lobby') return;
    for (const seat of this.#options.seats.people) seat.ready = false;
    this.#outcome = undefined;
    this.#enter('lobby');
    this.#options.begin(true);
    this.#options.fillWithBots();
  }

  #startMatch(): void {
    this.#match++;
    this.#outcome = undefined;
    this.#enter('playing');
    this.#options.fillWithBots();
    this.#options.begin(false);
  }

  #enter(phase: RoomPhase, lastsMs?: number): void {
    const { simulation, tickRate, onChange } = this.#options;
    this.#phase = phase;
    this.#endsAt =
      lastsMs === undefined ? undefined : asTick(simulation.tick + Math.round((lastsMs / 1000) * tickRate));
    onChange();
  }
}

/** Best first; equal points are equal places. */
function rankByScore(scores: Simulation['scores']): Outcome['ranking'] {
  const sorted = scores.toSorted((a, b) => b.score - a.score);
  return sorted.map(({ seat, score }) => ({
    seat,
    score,
    place: 1 + sorted.findIndex((other) => other.score === score),
  }));
}
