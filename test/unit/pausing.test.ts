/**
 * A pause as a guest lives through it: the picture stands still, the link stays alive, and afterwards play goes on
 * where it stopped, at once and without a jump. A real session and a real room on a simulated wire.
 */
import { describe, expect, test } from 'vitest';
import { asSeatId } from '../../src/core/ids.ts';
import { length } from '../../src/core/math.ts';
import { Random } from '../../src/core/prng.ts';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import type { RimInput, RimState } from '../../src/games/rim-rumble/state.ts';
import { tuning } from '../../src/games/rim-rumble/tuning.ts';
import { NETWORKS, type NetworkProfile } from '../../src/link/network-model.ts';
import { FRAME } from '../../src/protocol/frames.ts';
import { SimulatedPlay } from '../support/simulated-link.ts';

const SEATS = [...Array(tuning.maxSeats).keys()];
const OWN_SEAT = asSeatId(0);
const { good, bad } = NETWORKS;
/** From the command until the guest has heard of it, with all that may wait on a bad network, ms. */
const HEARD_MS = 400;

/** What is left of a correction that was gliding to its end when the pause came, world px. */
const STILL = 1;

/** A guest in the middle of a match, steered by a bot's hands, with an eye on everybody's motion. */
class Watched {
  readonly game: SimulatedPlay;
  /** The longest way that a puck was drawn to move from one frame to the next, world px. */
  longestStep = 0;
  readonly #hands: Random;
  #input: RimInput | undefined;
  #frames = 0;
  #before: RimState | undefined;

  constructor(profile: NetworkProfile, seed: number) {
    const bots = { fillTo: 6, level: 'medium' } as const;
    this.game = new SimulatedPlay(profile, seed, { settings: { target: 15 }, bots });
    this.#hands = new Random(seed);
    const { session } = this.game;
    session.setInput(() => this.#input ?? session.restingInput());
    this.run(1_000);
    session.act({ do: 'ready', ready: true });
    this.run(9_000);
  }

  get state(): RimState {
    return this.game.session.picture()!.state as RimState;
  }

  /** Where everybody is drawn. */
  get places(): (readonly [number, number])[] {
    return SEATS.flatMap((seat) => {
      const puck = this.state.pucks[seat];
      return puck === undefined ? [] : [[puck.x, puck.y] as const];
    });
  }

  /** How far anybody is drawn from there now, world px. */
  offFrom(places: Watched['places']): number {
    const now = this.places;
    return Math.max(...places.map(([x, y], i) => length(now[i]![0] - x, now[i]![1] - y)));
  }

  /** The longest step within the next `ms`. */
  run(ms: number): number {
    this.longestStep = 0;
    this.game.run(ms, () => this.#look());
    return this.longestStep;
  }

  pause(paused: boolean): void {
    this.game.room.command({ do: 'pause', paused });
  }

  #look(): void {
    const picture = this.game.session.picture();
    if (picture === undefined) return;
    const now = picture.state as RimState;
    if (++this.#frames % 6 === 0) this.#input = rimRumble.bot(now, OWN_SEAT, 'medium', this.#hands);
    const before = this.#before;
    for (const seat of SEATS) {
      const [old, puck] = [before?.pucks[seat], now.pucks[seat]];
      if (old?.role !== 'fighting' || puck?.role !== 'fighting' || before?.round !== now.round) continue;
      this.longestStep = Math.max(this.longestStep, length(puck.x - old.x, puck.y - old.y));
    }
    this.#before = rimRumble.state.copy(now);
  }
}

/** The longest step that play itself brings: a dash, and what the network's corrections add to it. */
const LONGEST_STEP = tuning.puckRadius;

function expectPlay(watched: Watched): void {
  const { game } = watched;
  const before = game.session.stats();
  const tick = game.session.picture()!.tick;
  const sent = game.sent.length;
  expect(watched.run(500), 'world px in a frame').toBeLessThan(LONGEST_STEP);
  const after = game.session.stats();
  expect(after.snaps - before.snaps).toBe(0);
  expect(after.desyncs).toBe(0);
  expect(game.session.picture()!.tick - tick).toBeGreaterThan(20);
  expect(game.sent.slice(sent).filter(({ bytes }) => bytes[0] === FRAME.inputs).length).toBeGreaterThan(8);
  const errorTicks = game.session.newest()!.tick + (after.ageMs * 60) / 1000 - game.serverTick;
  expect(Math.abs(errorTicks), 'the clock, ticks').toBeLessThan(3);
}

describe.each([
  ['a good network', good],
  ['a bad one', bad],
] as const)('over %s', (_name, profile) => {
  test.each([
    ['30 s', 30_000],
    ['5 min', 300_000],
  ])('a pause of %s: the picture stands still, the link lives, and play goes on', (_length, pauseMs) => {
    const watched = new Watched(profile, 3);
    const { game } = watched;
    watched.pause(true);
    watched.run(HEARD_MS);
    expect(game.session.state).toMatchObject({ is: 'seated', room: { paused: true } });
    const { places } = watched;
    const sent = game.sent.length;
    // The link throws when the session gives it up.
    watched.run(pauseMs);
    expect(watched.offFrom(places), 'world px').toBeLessThan(STILL);
    expect(game.session.state).toMatchObject({ reconnecting: false });
    const probes = game.sent.slice(sent);
    expect(probes.every(({ bytes }) => bytes[0] === FRAME.probe)).toBe(true);
    expect(probes.length).toBeLessThan(pauseMs / 1_000 + 10);
    watched.pause(false);
    expectPlay(watched);
  });

  test('the room’s process dies in the pause: the same picture, and play goes on', () => {
    const watched = new Watched(profile, 4);
    const { game } = watched;
    watched.pause(true);
    watched.run(10_000);
    const { places } = watched;
    game.failOver();
    watched.run(10_000);
    expect(game.session.state).toMatchObject({ reconnecting: false, room: { paused: true, epoch: 2 } });
    expect(watched.offFrom(places), 'world px').toBeLessThan(STILL);
    watched.pause(false);
    expectPlay(watched);
  });
});

test('a page that was hidden for the whole pause and longer is up to date when it is seen again', () => {
  const watched = new Watched(good, 5);
  const { game } = watched;
  watched.pause(true);
  watched.run(HEARD_MS);
  game.page = 'hidden';
  watched.run(20_000);
  watched.pause(false);
  watched.run(5_000);
  game.page = 'drawing';
  watched.run(500);
  expect(game.session.stats().desyncs).toBe(0);
  expect(Math.abs(game.session.picture()!.tick - game.serverTick)).toBeLessThan(15);
});

test('who comes in during a pause sees the field at once', () => {
  const game = new SimulatedPlay(good, 6);
  game.room.command({ do: 'pause', paused: true });
  game.run(300);
  expect((game.session.picture()?.state as RimState | undefined)?.pucks).toBeDefined();
});
