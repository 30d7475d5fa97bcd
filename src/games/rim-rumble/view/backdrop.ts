/** The evening behind the disc: a dark garden, the porch lamp's glow, a string of lights and a few fireflies. */
import { BlendModes, type GameObjects, type Scene } from 'phaser';
import type { Layout } from './layout.ts';
import { NIGHT } from './palette.ts';
import { stamp } from './sheet.ts';

export const SKY_SIZE = 512;
/** The wire's box on the sheet, and how far it hangs down in it, px. */
export const WIRE = { width: 512, height: 58, sag: 56 } as const;
const FIREFLIES = 12;
const BULBS = 11;

export class Backdrop {
  readonly #sky: GameObjects.Image;
  readonly #halo: GameObjects.Image;
  readonly #bulbs: GameObjects.Image[] = [];
  readonly #wire: GameObjects.Image;
  readonly #fireflies: GameObjects.Image[] = [];
  #layout: Layout | undefined;

  constructor(scene: Scene) {
    this.#sky = stamp(scene, 'sky');
    this.#halo = stamp(scene, 'halo').setBlendMode(BlendModes.ADD).setAlpha(0.5);
    this.#wire = stamp(scene, 'wire').setOrigin(0);
    for (let i = 0; i < BULBS; i++) {
      this.#bulbs.push(stamp(scene, 'spark-lamp').setBlendMode(BlendModes.ADD));
    }
    for (let i = 0; i < FIREFLIES; i++) {
      this.#fireflies.push(stamp(scene, 'spark-lamp').setBlendMode(BlendModes.ADD));
    }
  }

  fit(layout: Layout): void {
    this.#layout = layout;
    const { width, height } = layout.frame;
    // A little larger than the canvas, so that the picture's blurred edge stays outside.
    this.#sky.setPosition(width / 2, height / 2).setDisplaySize(width * 1.02, height * 1.02);
    this.#halo
      .setPosition(layout.field.x, layout.field.y)
      .setDisplaySize(layout.field.reach * 3, layout.field.reach * 3);
    this.#hangLights(layout);
  }

  /** @param seconds time since the scene began. @param isStill reduced motion: fireflies rest. */
  update(seconds: number, isStill: boolean): void {
    if (this.#layout === undefined) return;
    const { width, height } = this.#layout.frame;
    const time = isStill ? 0 : seconds;
    for (let i = 0; i < FIREFLIES; i++) {
      const fly = this.#fireflies[i]!;
      const x = 0.5 + 0.48 * Math.sin(i * 2.4 + time * (0.05 + (i % 4) * 0.013));
      const y = 0.5 + 0.47 * Math.cos(i * 1.7 + time * (0.043 + (i % 3) * 0.017));
      fly.setPosition(x * width, y * height).setAlpha(0.25 + 0.3 * Math.sin(time * 1.3 + i * 2));
    }
  }

  /** Small lamps on a sagging wire from corner to corner, behind everything. */
  #hangLights(layout: Layout): void {
    const { width } = layout.frame;
    const { unit } = layout;
    const top = layout.isWide ? -6 * unit : layout.frame.insets.top * layout.frame.pixelRatio - 4 * unit;
    const sag = (layout.isWide ? 74 : 52) * unit;
    const heightAt = (x: number): number => top + sag * (1 - (2 * x - 1) ** 2);
    this.#wire.setPosition(0, top).setDisplaySize(width, (sag * WIRE.height) / WIRE.sag);
    for (let i = 0; i < BULBS; i++) {
      const x = (i + 0.5) / BULBS;
      this.#bulbs[i]!.setPosition(x * width, heightAt(x) + 4 * unit)
        .setScale((0.55 + (i % 3) * 0.12) * unit)
        .setAlpha(0.55);
    }
    for (let i = 0; i < FIREFLIES; i++) this.#fireflies[i]!.setScale((0.24 + (i % 3) * 0.08) * unit);
  }
}

/** The wire as it is drawn onto the sheet; stretched to any width and sag it stays the same curve. */
export function drawWire(context: CanvasRenderingContext2D): void {
  context.strokeStyle = '#0B0D1FE6';
  context.lineWidth = 1.4;
  context.beginPath();
  for (let i = 0; i <= 48; i++)
    context.lineTo((i / 48) * WIRE.width, WIRE.sag * (1 - ((2 * i) / 48 - 1) ** 2));
  context.stroke();
}

/** The sky as it is drawn onto the sheet. */
export function drawSky(context: CanvasRenderingContext2D): void {
  context.fillStyle = NIGHT;
  context.fillRect(0, 0, SKY_SIZE, SKY_SIZE);
  const lamp = context.createRadialGradient(
    SKY_SIZE / 2,
    SKY_SIZE * 0.42,
    20,
    SKY_SIZE / 2,
    SKY_SIZE * 0.45,
    SKY_SIZE * 0.62,
  );
  lamp.addColorStop(0, '#4A3450');
  lamp.addColorStop(0.45, '#2A264699');
  lamp.addColorStop(1, '#14172B00');
  context.fillStyle = lamp;
  context.fillRect(0, 0, SKY_SIZE, SKY_SIZE);
  const dusk = context.createLinearGradient(0, 0, 0, SKY_SIZE);
  dusk.addColorStop(0, '#0B0E2280');
  dusk.addColorStop(0.35, '#0B0E2200');
  dusk.addColorStop(0.75, '#0B0E2200');
  dusk.addColorStop(1, '#080A18B0');
  context.fillStyle = dusk;
  context.fillRect(0, 0, SKY_SIZE, SKY_SIZE);
  // A little grain keeps the long gradients from banding.
  for (let i = 0; i < 9000; i++) {
    context.fillStyle = i % 2 === 0 ? '#FFFFFF05' : '#00000012';
    context.fillRect(Math.random() * SKY_SIZE, Math.random() * SKY_SIZE, 2, 2);
  }
}
