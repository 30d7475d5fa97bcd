/** What the guests of the workload do: the same inputs in every run. Used by the swarm. */
import type { Input } from './arena.ts';

/** Inputs that a guest sends a second. */
export const INPUT_HZ = 20;
/** Buttons change with every so manieth input; steering and throttle with every one. */
const BUTTONS_PERIOD = 10;

/** Writes input number `seq` of guest `index` into `out`. */
export function clientInput(index: number, seq: number, out: Input): void {
  let hash = (Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seq, 0x85ebca6b)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  out.dx = Math.min((hash & 0xff) - 127, 127);
  out.dy = Math.min(((hash >>> 8) & 0xff) - 127, 127);
  out.buttons = Math.floor(seq / BUTTONS_PERIOD) & 0x0f;
}
