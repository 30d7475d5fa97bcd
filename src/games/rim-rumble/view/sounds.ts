/** Rim Rumble's sounds as zzfx parameter lists: wood, warm bells, a little wind. */
type Sound = readonly (number | undefined)[];

// biome-ignore-start lint/suspicious/noSparseArray: zzfx's own notation; a gap is that parameter's default.
export const SOUNDS = {
  hit: [0.9, , 190, , 0.012, 0.07, 3, 2.2, -6, , , , , 2.2, , 0.1, , 0.6, 0.02],
  hardHit: [1.3, , 110, , 0.03, 0.16, 3, 2.6, -4, , , , , 3, , 0.2, , 0.6, 0.04],
  dash: [0.5, , 320, 0.01, 0.02, 0.11, 0, 1.2, 14, , , , , 1.6, , , , 0.6, 0.02],
  fall: [0.8, , 420, 0.02, 0.1, 0.34, 0, 1.4, -7, -0.4, , , , , , , , 0.7, 0.06],
  puff: [0.5, , 70, 0.01, 0.03, 0.16, 4, 1, , , , , , 6, , 0.1, , 0.5, 0.05],
  lob: [0.5, , 260, 0.01, 0.06, 0.12, 0, 1.5, 5, , , , , , , , , 0.6, 0.03],
  land: [0.8, , 130, , 0.02, 0.1, 2, 1.6, -2, , , , , 1.4, , , , 0.6, 0.02],
  point: [0.7, , 660, 0.01, 0.05, 0.22, 0, 1.2, , , 330, 0.06, , , , , , 0.7, 0.05],
  tick: [0.6, , 440, 0.005, 0.03, 0.12, 0, 1.3, , , , , , , , , , 0.6, 0.02],
  go: [0.8, , 660, 0.01, 0.12, 0.3, 0, 1.2, , , 220, 0.08, , , , , , 0.8, 0.05],
  hurry: [0.4, , 520, 0.005, 0.02, 0.08, 0, 1.5, , , , , , , , , , 0.6, 0.02],
  roundEnd: [0.8, , 392, 0.02, 0.2, 0.4, 0, 1.1, , , 196, 0.12, , , , , , 0.8, 0.1],
  matchEnd: [1, , 523, 0.02, 0.3, 0.6, 0, 1.1, , , 262, 0.14, 0.16, , , , , 0.8, 0.12],
} as const satisfies Record<string, Sound>;
// biome-ignore-end lint/suspicious/noSparseArray: see above
