/**
 * Bots on the empty seats of a room: as many as the host wishes and as a match needs. They make way for people.
 */
import type { RoomInfo } from '../protocol/messages.ts';
import type { AnyGame } from '../sdk/game.ts';
import type { Seat, Seats } from './seats.ts';
import type { Simulation } from './simulation.ts';

export interface BotFillerOptions {
  readonly game: AnyGame;
  readonly seats: Seats;
  readonly simulation: Simulation;
}

export class BotFiller {
  readonly #game: AnyGame;
  readonly #seats: Seats;
  readonly #simulation: Simulation;

  constructor({ game, seats, simulation }: BotFillerOptions) {
    this.#game = game;
    this.#seats = seats;
    this.#simulation = simulation;
  }

  /** Brings the bots to what `wish` and the phase ask for: people plus bots make `fillTo`, or what a match needs. */
  fill(wish: RoomInfo['bots'], phase: RoomInfo['phase']): void {
    const wanted = this.#wanted(wish, phase);
    let { bots } = this.#seats;
    // In a match nobody disappears, and its results show who was there; the surplus goes afterwards.
    if (phase === 'lobby' || phase === 'countdown') {
      for (const bot of bots) if (bot.bot !== wish.level) this.#remove(bot);
      for (const bot of this.#seats.bots.slice(wanted)) this.#remove(bot);
      bots = this.#seats.bots;
    }
    for (let count = bots.length; count < wanted; count++) {
      const seat = this.#seats.addBot(wish.level, this.#simulation.random);
      if (seat === undefined) return;
      this.#simulation.join(seat.id);
    }
  }

  /** A bot gives its seat up when a person would have none. */
  makeWay(): void {
    const { all, bots } = this.#seats;
    if (all.length < this.#game.seats.max || bots.length === 0) return;
    this.#remove(bots.at(-1)!);
  }

  #wanted({ fillTo }: RoomInfo['bots'], phase: RoomInfo['phase']): number {
    const isMatch = phase === 'countdown' || phase === 'playing';
    const least = isMatch ? this.#game.seats.min : 0;
    return Math.max(0, Math.max(fillTo, least) - this.#seats.people.length);
  }

  #remove(bot: Seat): void {
    this.#seats.remove(bot.id);
    this.#simulation.leave(bot.id);
  }
}
