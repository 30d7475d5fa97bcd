/** Controls to Rim Rumble's input: the stick steers, presses dash or lob. */
import type { ReadInput } from '../../../sdk/view.ts';
import type { RimInput } from '../state.ts';

/** The dash counter's range, as `s.counter(3)` has it. */
const DASH_WRAP = 8;

export const readInput: ReadInput<RimInput> = ({ stick, presses }, resting) => ({
  aimX: stick.x,
  aimY: stick.y,
  dashes: (resting.dashes + presses) % DASH_WRAP,
});
