/**
 * All of the view's shapes are drawn once into one canvas texture, the sheet, so that a frame needs few draw
 * calls. After a lost WebGL context Phaser uploads the canvas again by itself: nothing has to be redrawn.
 */
import type { GameObjects, Scene, Textures } from 'phaser';
import { invariant } from '../../../core/result.ts';

const KEY = 'rim-rumble';
const WIDTH = 2048;
const HEIGHT = 1152;
/** Empty px between shapes, so that none shows at its neighbour's edge. */
const GAP = 2;

type Draw = (context: CanvasRenderingContext2D) => void;

export class Sheet {
  readonly #texture: Textures.CanvasTexture;
  #x = GAP;
  #y = GAP;
  #rowHeight = 0;

  constructor(scene: Scene) {
    if (scene.textures.exists(KEY)) scene.textures.remove(KEY);
    this.#texture = scene.textures.createCanvas(KEY, WIDTH, HEIGHT)!;
  }

  /** Draws the shape `name` into a box of `width` by `height` px. Large shapes first: rows fill up better. */
  draw(name: string, width: number, height: number, draw: Draw): void {
    if (this.#x + width + GAP > WIDTH) {
      this.#x = GAP;
      this.#y += this.#rowHeight + GAP;
      this.#rowHeight = 0;
    }
    invariant(this.#y + height + GAP <= HEIGHT, `no room for "${name}" on the sheet`);
    const { context } = this.#texture;
    context.save();
    context.translate(this.#x, this.#y);
    context.beginPath();
    context.rect(0, 0, width, height);
    context.clip();
    draw(context);
    context.restore();
    this.#texture.add(name, 0, this.#x, this.#y, width, height);
    this.#x += width + GAP;
    this.#rowHeight = Math.max(this.#rowHeight, height);
  }

  /** A square with a radial gradient that fills it; `stops` from the centre (0) to the edge (1). */
  glow(name: string, size: number, stops: readonly (readonly [at: number, colour: string])[]): void {
    this.draw(name, size, size, (context) => {
      const half = size / 2;
      const gradient = context.createRadialGradient(half, half, 0, half, half, half);
      for (const [at, colour] of stops) gradient.addColorStop(at, colour);
      context.fillStyle = gradient;
      context.fillRect(0, 0, size, size);
    });
  }

  /** Hands the finished sheet to the renderer. */
  finish(): void {
    this.#texture.refresh();
  }
}

/** A new image of a shape on the sheet, at (0, 0). */
export const stamp = (scene: Scene, name: string): GameObjects.Image => scene.add.image(0, 0, KEY, name);
