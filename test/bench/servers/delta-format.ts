/**
 * The hand-packed format, as small as a patient programmer makes it for this one game: what changed, in fixed point.
 *
 *   kind | a byte of acknowledgement per slot | per slot: mask, fields | spawns | ids gone | projectiles moved
 *
 * Positions are 1/16 unit in 16 bits, or a step in 8 bits each; angles 1/256 turn. A key frame has every field and
 * all projectiles as spawns. Written by delta-packer.ts, read by delta-decoder.ts.
 */

/** The first byte of a frame. */
export const KEY = 2;
export const DELTA = 3;

/** Which fields of a player follow its mask. */
export const STEP_8 = 1;
export const POSITION_16 = 2;
export const ANGLE = 4;
export const HP = 8;
export const SCORE = 16;
export const FLAGS = 32;
export const PRESENT = 64;
export const EVERYTHING = PRESENT | POSITION_16 | ANGLE | HP | SCORE | FLAGS;

export const SPAWN_BYTES = 8;
export const GONE_BYTES = 2;
export const MOVED_BYTES = 5;
