/**
 * Rim Rumble's numbers, all in one place. Lengths in px of the game's own world (the disc's centre is 0, 0; x to
 * the right, y downwards), times in ticks of 1/60 s, speeds in px per tick.
 */
export const TICK_RATE = 60;
export const ticks = (seconds: number): number => Math.round(seconds * TICK_RATE);

export const tuning = {
  /** Pucks that fight at once; further seats rotate in between rounds. */
  playersAtOnce: 8,
  maxSeats: 16,
  puckRadius: 34,
  /** The disc at the start of a round and after shrinking. */
  discRadiusStart: 520,
  discRadiusEnd: 190,
} as const;
