/** The evening behind the disc: a dark garden, the porch lamp's glow, a string of lights and a few fireflies. */
import { BlendModes, type GameObjects, type Scene } from 'phaser';
import { bake, bakeGlow } from './bake.ts';
import type { Layout } from './layout.ts';
import { NIGHT } from './palette.ts';

const SIZE = 512;
const FIREFLIES = 12;
const BULBS = 11;

export class Backdrop {
  readonly #sky: GameObjects.Image;
  readonly #halo: GameObjects.Image;
  readonly #bulbs: GameObjects.Image[] = [];
  readonly #wire: GameObjects.Graphics;
  readonly #fireflies: GameObjects.Image[] = [];
  #layout: Layout | undefined;

  constructor(scene: Scene) {
    bake(scene, 'sky', SIZE, SIZE, drawSky);
    bakeGlow(scene, 'halo', 256, [
      [0, '#FFB24780'],
      [0.5, '#FF9A3C38'],
      [0.8, '#FF9A3C0C'],
      [1, '#FF9A3C00'],
    ]);
    this.#sky = scene.add.image(0, 0, 'sky').setOrigin(0);
    this.#halo = scene.add.image(0, 0, 'halo').setBlendMode(BlendModes.ADD).setAlpha(0.5);
    this.#wire = scene.add.graphics();
    for (let i = 0; i < BULBS; i++) {
      this.#bulbs.push(scene.add.image(0, 0, 'spark-lamp').setBlendMode(BlendModes.ADD));
    }
    for (let i = 0; i < FIREFLIES; i++) {
      this.#fireflies.push(scene.add.image(0, 0, 'spark-lamp').setBlendMode(BlendModes.ADD));
    }
  }

  fit(layout: Layout): void {
    this.#layout = layout;
    const { width, height } = layout.frame;
    this.#sky.setDisplaySize(width, height);
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
    const sag = (layout.isWide ? 74 : 44) * unit;
    const heightAt = (x: number): number => top + sag * (1 - (2 * x - 1) ** 2);
    this.#wire
      .clear()
      .lineStyle(1.5 * unit, 0x0b0d1f, 0.9)
      .beginPath();
    for (let i = 0; i <= 24; i++) this.#wire.lineTo((i / 24) * width, heightAt(i / 24));
    this.#wire.strokePath();
    for (let i = 0; i < BULBS; i++) {
      const x = (i + 0.5) / BULBS;
      this.#bulbs[i]!.setPosition(x * width, heightAt(x) + 4 * unit)
        .setScale((0.55 + (i % 3) * 0.12) * unit)
        .setAlpha(0.55);
    }
    for (let i = 0; i < FIREFLIES; i++) this.#fireflies[i]!.setScale((0.24 + (i % 3) * 0.08) * unit);
  }
}

function drawSky(context: CanvasRenderingContext2D): void {
  context.fillStyle = NIGHT;
  context.fillRect(0, 0, SIZE, SIZE);
  const lamp = context.createRadialGradient(SIZE / 2, SIZE * 0.42, 20, SIZE / 2, SIZE * 0.45, SIZE * 0.62);
  lamp.addColorStop(0, '#4A3450');
  lamp.addColorStop(0.45, '#2A264699');
  lamp.addColorStop(1, '#14172B00');
  context.fillStyle = lamp;
  context.fillRect(0, 0, SIZE, SIZE);
  const dusk = context.createLinearGradient(0, 0, 0, SIZE);
  dusk.addColorStop(0, '#0B0E2280');
  dusk.addColorStop(0.35, '#0B0E2200');
  dusk.addColorStop(0.75, '#0B0E2200');
  dusk.addColorStop(1, '#080A18B0');
  context.fillStyle = dusk;
  context.fillRect(0, 0, SIZE, SIZE);
  // A little noise keeps the long gradients from banding.
  const pixels = context.getImageData(0, 0, SIZE, SIZE);
  for (let i = 0; i < pixels.data.length; i += 4) {
    const noise = (Math.random() - 0.5) * 5;
    for (let channel = 0; channel < 3; channel++) pixels.data[i + channel]! += noise;
  }
  context.putImageData(pixels, 0, 0);
}
