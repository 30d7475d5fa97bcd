/**
 * The disc: a round wooden deck in lamplight that gets smaller. Planks keep their place while the edge moves in,
 * so it looks sawn off rather than shrunk; the next metres to go and the edge itself glow as a warning.
 */
import { BlendModes, type GameObjects, Math as PhaserMath, type Scene } from 'phaser';
import { TICK_RATE, tuning } from '../tuning.ts';
import { WOOD } from './palette.ts';
import { stamp } from './sheet.ts';

const PLANK_WIDTH = 64;
const BAND_WIDTH = 15;
const THICKNESS = 34;
/** Points per plank side along the edge. */
const EDGE_STEPS = 5;
/** The warning shows where the edge will be in so many seconds. */
const WARNING_S = 5;

export class Deck {
  readonly #under: GameObjects.Image;
  readonly #wood: GameObjects.Graphics;
  readonly #glow: GameObjects.Graphics;
  readonly #light: GameObjects.Image;
  #drawnRadius = -1;
  readonly #points: PhaserMath.Vector2[] = [];

  constructor(scene: Scene, world: GameObjects.Container) {
    this.#under = stamp(scene, 'shadow');
    this.#wood = scene.add.graphics();
    this.#light = stamp(scene, 'deck-light').setBlendMode(BlendModes.ADD).setAlpha(0.55);
    this.#glow = scene.add.graphics();
    for (let i = 0; i < 2 * (EDGE_STEPS + 1); i++) this.#points.push(new PhaserMath.Vector2());
    world.add([this.#under, this.#wood, this.#light, this.#glow]);
  }

  /**
   * @param radius of the disc, world px.
   * @param ticksLeft of the round; undefined while the disc does not shrink.
   * @param seconds time, for the glow's breathing; 0 holds it still.
   */
  update(radius: number, ticksLeft: number | undefined, seconds: number): void {
    if (Math.abs(radius - this.#drawnRadius) > 0.4) {
      this.#drawnRadius = radius;
      this.#under.setPosition(0, 70).setDisplaySize(radius * 2.5, radius * 2.42);
      this.#light.setPosition(0, -radius * 0.12).setDisplaySize(radius * 1.9, radius * 1.8);
      this.#drawWood(radius);
    }
    this.#drawWarning(radius, ticksLeft, seconds);
  }

  #drawWood(radius: number): void {
    const wood = this.#wood.clear();
    if (radius < 2) return;
    for (const [drop, colour] of [
      [THICKNESS, WOOD.sideDark],
      [THICKNESS * 0.5, WOOD.sideLight],
    ] as const) {
      wood.fillStyle(colour).fillCircle(0, drop, radius);
      wood.fillRect(-radius, 0, radius * 2, drop);
    }
    wood.fillStyle(WOOD.gap).fillCircle(0, 0, radius);
    const inner = Math.max(1, radius - BAND_WIDTH);
    const half = Math.ceil(tuning.discRadiusMost / PLANK_WIDTH);
    for (let i = -half; i < half; i++) this.#drawPlank(i, inner);
    wood.lineStyle(3, WOOD.paint, 0.16).strokeCircle(0, 0, Math.min(inner, tuning.discRadiusEnd));
    if (inner > 60) wood.lineStyle(3, WOOD.paint, 0.16).strokeCircle(0, 0, 54);
    wood.lineStyle(BAND_WIDTH, WOOD.band).strokeCircle(0, 0, radius - BAND_WIDTH / 2);
    wood.lineStyle(2, WOOD.bandDark, 0.9).strokeCircle(0, 0, inner);
    wood.lineStyle(3, WOOD.bandLight, 0.9).strokeCircle(0, 0, radius - 2.5);
    // Lamplight on the band, brightest at the upper left and fading both ways.
    for (let step = 0; step < 5; step++) {
      const spread = 0.62 - step * 0.12;
      wood.lineStyle(5, 0xffe2b4, 0.16).beginPath();
      wood.arc(0, 0, radius - 6, Math.PI * (1.4 - spread), Math.PI * (1.4 + spread)).strokePath();
    }
  }

  /** Plank `i` cut to the circle: its sides are chords, its ends follow the edge. */
  #drawPlank(i: number, radius: number): void {
    const from = Math.max(i * PLANK_WIDTH + 1.2, -radius);
    const to = Math.min((i + 1) * PLANK_WIDTH - 1.2, radius);
    if (from >= to) return;
    const edgeAt = (x: number): number => Math.sqrt(Math.max(0, radius * radius - x * x));
    const points = this.#points;
    for (let step = 0; step <= EDGE_STEPS; step++) {
      const x = from + ((to - from) * step) / EDGE_STEPS;
      const y = edgeAt(x);
      const upper = points[step]!;
      const lower = points[points.length - 1 - step]!;
      upper.x = lower.x = x;
      upper.y = -y;
      lower.y = y;
    }
    const shade = WOOD.planks[Math.abs(i * 7 + 3) % WOOD.planks.length]!;
    const wood = this.#wood.fillStyle(shade).fillPoints(points, true);
    this.#drawGrain(i, edgeAt);
    // Short planks are laid end to end: a joint every so often.
    for (let joint = -1; joint <= 1; joint++) {
      const y = joint * 340 + ((i * 137 + 2000) % 290) - 145;
      if (Math.abs(y) > Math.min(edgeAt(from), edgeAt(to)) - 8) continue;
      wood.fillStyle(WOOD.joint).fillRect(from, y, to - from, 3);
      for (const side of [from + 9, to - 9]) {
        wood
          .fillStyle(WOOD.gap, 0.9)
          .fillCircle(side, y - 9, 2.4)
          .fillCircle(side, y + 12, 2.4);
      }
    }
  }

  #drawGrain(i: number, edgeAt: (x: number) => number): void {
    for (let line = 0; line < 3; line++) {
      const x = i * PLANK_WIDTH + 12 + line * 18 + ((i * 31 + line * 17 + 400) % 9);
      const end = edgeAt(x);
      if (end < 30) continue;
      const cut = 0.35 + ((i * 53 + line * 29 + 900) % 60) / 100;
      const wood = this.#wood.lineStyle(1.6, WOOD.grain, 0.5);
      wood.lineBetween(x, -end, x, -end + end * cut * 2);
      wood.lineBetween(x + 5, end - end * (1 - cut) * 1.4, x + 5, end);
    }
  }

  #drawWarning(radius: number, ticksLeft: number | undefined, seconds: number): void {
    const glow = this.#glow.clear();
    if (ticksLeft === undefined || radius < 4) return;
    const left = ticksLeft / TICK_RATE;
    const lost =
      left > 0
        ? (Math.max(0, radius - tuning.discRadiusEnd) * Math.min(WARNING_S, left)) / left
        : tuning.overtimeShrink * TICK_RATE * 1.5;
    const width = Math.min(radius, Math.max(8, lost));
    const haste = left < 10 ? 1 : 0.55;
    const breath = 0.75 + 0.25 * Math.sin(seconds * (left < 10 ? 7 : 3));
    // Filled, not stroked: a wide see-through stroke shows its joints.
    glow.fillStyle(WOOD.ember, 0.12 * haste + 0.07 * breath).beginPath();
    glow.arc(0, 0, radius, 0, Math.PI * 2).arc(0, 0, radius - width, Math.PI * 2, 0, true);
    glow.closePath().fillPath();
    glow.lineStyle(2, WOOD.ember, 0.35 * haste).strokeCircle(0, 0, radius - width);
    glow.lineStyle(9, WOOD.ember, 0.28 * breath * haste).strokeCircle(0, 0, radius - 1);
    glow.lineStyle(3.5, 0xffc07a, 0.85 * breath * haste).strokeCircle(0, 0, radius - 1);
  }
}
