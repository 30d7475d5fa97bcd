/**
 * The games of a host for tests, instead of src/games/registry.ts: Rim Rumble with faults in its rules. Which
 * one, the setting `target` says; when it shows, a guest says, with a stick that points out of its circle.
 */
import { writeSync } from 'node:fs';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import type { RimInput } from '../../src/games/rim-rumble/state.ts';
import { type AnyGame, eraseGame, type Inputs } from '../../src/sdk/game.ts';

/** Values of the setting `target`. */
export const FAULT = { throws: 11, hangs: 12, crashes: 13, throwsWhenResumed: 14, throwsAtOnce: 15 } as const;

/** The input that shows the fault; no stick and no bot makes it. */
export const FAULTY_INPUT: RimInput = { aimX: 1, aimY: -1, dashes: 0 };

/** States that were played in this process before the fault: rules that keep something of their own do not survive a move. */
const known = new WeakSet<object>();

const faulty: typeof rimRumble = {
  ...rimRumble,
  setup(seats, ctx) {
    if (ctx.settings.target === FAULT.throwsAtOnce) throw new Error('Setting up failed.');
    return rimRumble.setup(seats, ctx);
  },
  step(state, inputs, ctx) {
    if (ctx.practice || !inputs.some(isFaulty)) known.add(state);
    else fail(ctx.settings.target, ctx.tick, known.has(state));
    rimRumble.step(state, inputs as Inputs<RimInput>, ctx);
  },
};

const isFaulty = (input: RimInput | undefined): boolean =>
  input?.aimX === FAULTY_INPUT.aimX && input.aimY === FAULTY_INPUT.aimY;

function fail(fault: number, tick: number, isKnown: boolean): void {
  if (fault === FAULT.throws) throw new Error(`The stick broke at tick ${tick}.`);
  if (fault === FAULT.throwsWhenResumed && !isKnown) throw new Error('What is this?');
  if (fault === FAULT.crashes) process.abort();
  if (fault !== FAULT.hangs) return;
  writeSync(2, `hangs at ${Date.now()}\n`);
  while (true);
}

export const GAMES: readonly AnyGame[] = [eraseGame(faulty)];

export const findGame = (id: string): AnyGame | undefined => GAMES.find((game) => game.id === id);
