/**
 * Arithmetic whose result is the same in every JavaScript engine. +, -, *, / and Math.sqrt are exact by
 * IEEE 754; Math.sin and its kin are not (ECMA-262 leaves them to the engine), so rules take these instead.
 */
export const TAU = Math.PI * 2;

export const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(max, value));

export const lerp = (from: number, to: number, t: number): number => from + (to - from) * t;

/** The length of (x, y); exact square root, unlike Math.hypot, whose error is the engine's choice. */
export const length = (x: number, y: number): number => Math.sqrt(x * x + y * y);

/** Sine of an angle in radians; error under 1e-7 (Taylor to x^11 after folding into a quarter turn). */
export function sin(angle: number): number {
  let x = angle - Math.floor(angle / TAU + 0.5) * TAU;
  if (x > Math.PI / 2) x = Math.PI - x;
  else if (x < -Math.PI / 2) x = -Math.PI - x;
  const x2 = x * x;
  return x * (1 - (x2 / 6) * (1 - (x2 / 20) * (1 - (x2 / 42) * (1 - (x2 / 72) * (1 - x2 / 110)))));
}

export const cos = (angle: number): number => sin(angle + Math.PI / 2);

/** Angle of (x, y) in (-PI, PI]; error under 1e-8 (two halvings of the angle, then the series of atan). */
export function atan2(y: number, x: number): number {
  if (x === 0 && y === 0) return 0;
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  let t = ay > ax ? ax / ay : ay / ax;
  t = t / (1 + Math.sqrt(1 + t * t));
  t = t / (1 + Math.sqrt(1 + t * t));
  const t2 = t * t;
  let angle = 4 * t * (1 - t2 * (1 / 3 - t2 * (1 / 5 - t2 * (1 / 7 - t2 * (1 / 9 - t2 / 11)))));
  if (ay > ax) angle = Math.PI / 2 - angle;
  if (x < 0) angle = Math.PI - angle;
  return y < 0 ? -angle : angle;
}
