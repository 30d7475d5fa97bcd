/** Watches guests while a test does its worst: what must never happen, at whatever moment. */
import type { Guest } from './guest.ts';

const LOOK_MS = 10;

/** Notes every score of a match that was higher before, until it is told to stop. */
export class ScoreWatch {
  /** A sentence for each score that fell. */
  readonly falls: string[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(guests: readonly Guest[]) {
    // One guest may be ahead of another one for a moment; each of them must never see less than before.
    const watched = guests.map((guest) => ({ guest, best: new Map<string, number>() }));
    this.#timer = setInterval(() => {
      for (const { guest, best } of watched) this.#look(guest, best);
    }, LOOK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(guest: Guest, bests: Map<string, number>): void {
    if (guest.session.state.is !== 'seated' || guest.room.phase !== 'playing') return;
    for (const { seat, score } of guest.scores()) {
      const key = `match ${guest.room.match}, seat ${seat}`;
      const best = bests.get(key) ?? 0;
      if (score < best)
        this.falls.push(`${guest.me.name}, room ${guest.room.code}, ${key}: ${score} after ${best}`);
      bests.set(key, Math.max(score, best));
    }
  }
}

/** Notes everybody who was shown as away to one of these guests. */
export class AwayWatch {
  readonly away = new Set<string>();
  readonly #stops: (() => void)[];

  constructor(guests: readonly Guest[]) {
    this.#stops = guests.map((guest) =>
      guest.session.subscribe(() => {
        const { state } = guest.session;
        if (state.is !== 'seated') return;
        for (const { name, away } of state.room.seats) if (away) this.away.add(name);
      }),
    );
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }
}
