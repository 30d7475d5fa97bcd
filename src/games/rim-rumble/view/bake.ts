/**
 * Draws shapes once into textures. They are canvas textures: after a lost WebGL context Phaser uploads their
 * canvases again by itself, so nothing has to be redrawn.
 */
import type { Scene } from 'phaser';

/** Makes the texture `key` of `width` by `height` px with `draw`, unless it is there already. */
export function bake(
  scene: Scene,
  key: string,
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): void {
  if (scene.textures.exists(key)) return;
  const texture = scene.textures.createCanvas(key, width, height)!;
  draw(texture.context);
  texture.refresh();
}

/** A square texture with a radial gradient that fills it; `stops` from the centre (0) to the edge (1). */
export function bakeGlow(
  scene: Scene,
  key: string,
  size: number,
  stops: readonly (readonly [at: number, colour: string])[],
): void {
  bake(scene, key, size, size, (context) => {
    const half = size / 2;
    const gradient = context.createRadialGradient(half, half, 0, half, half, half);
    for (const [at, colour] of stops) gradient.addColorStop(at, colour);
    context.fillStyle = gradient;
    context.fillRect(0, 0, size, size);
  });
}

/** '#RRGGBB' with an alpha of 0 to 1. */
export const withAlpha = (colour: string, alpha: number): string =>
  `${colour}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`;

/** Fills a circle. */
export function disc(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  fill: string | CanvasGradient,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fillStyle = fill;
  context.fill();
}
