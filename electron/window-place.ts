/** Where the console window comes up again: pure, as screens come and go between two starts. */

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** So much of the title bar has to be on the screen for a person to get hold of the window, px. */
const GRIP = { width: 120, height: 40 };

/**
 * The place that is remembered, not larger than the screen; undefined when it could not be got hold of there.
 * @param screen what is free on the screen that is nearest to the place, px.
 */
export function placeOn(screen: Area, { x, y, width, height }: Area): Area | undefined {
  const seen = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
  const isHighEnough = y >= screen.y && y + GRIP.height <= screen.y + screen.height;
  if (seen < GRIP.width || !isHighEnough) return undefined;
  return { x, y, width: Math.min(width, screen.width), height: Math.min(height, screen.height) };
}
