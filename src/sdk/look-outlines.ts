/**
 * The outlines of the looks' shapes, as SVG path data in a box of 100 by 100. Badges on pages and textures in
 * game views (`new Path2D(outline)`) are drawn from the same lines.
 */
import type { Shape } from './looks.ts';

type Point = readonly [x: number, y: number];

/** A closed polygon whose corners are rounded by cutting `cut` px off both of their sides. */
function polygon(cut: number, ...points: Point[]): string {
  const towards = ([x, y]: Point, [toX, toY]: Point): string => {
    const share = cut / Math.sqrt((toX - x) ** 2 + (toY - y) ** 2);
    return `${(x + (toX - x) * share).toFixed(1)} ${(y + (toY - y) * share).toFixed(1)}`;
  };
  const corners = points.map((corner, i) => {
    const before = points.at(i - 1)!;
    const after = points[(i + 1) % points.length]!;
    return `${i === 0 ? 'M' : 'L'}${towards(corner, before)}Q${corner[0]} ${corner[1]} ${towards(corner, after)}`;
  });
  return `${corners.join('')}Z`;
}

export const OUTLINES: Readonly<Record<Shape, string>> = {
  circle: 'M50 7A43 43 0 1 0 50 93A43 43 0 1 0 50 7Z',
  square: polygon(14, [12, 12], [88, 12], [88, 88], [12, 88]),
  triangle: polygon(15, [50, 2], [98, 90], [2, 90]),
  diamond: polygon(12, [50, 0], [94, 50], [50, 100], [6, 50]),
  star: polygon(
    6,
    ...([
      [50, 1],
      [64, 33],
      [99, 37],
      [73, 61],
      [80, 96],
      [50, 78],
      [20, 96],
      [27, 61],
      [1, 37],
      [36, 33],
    ] as const),
  ),
  hexagon: polygon(10, [50, 3], [91, 26], [91, 74], [50, 97], [9, 74], [9, 26]),
  heart: 'M50 92C18 70 5 54 5 34A23 23 0 0 1 50 25A23 23 0 0 1 95 34C95 54 82 70 50 92Z',
  drop: 'M50 2C64 26 85 42 85 62A35 35 0 0 1 15 62C15 42 36 26 50 2Z',
  cross: polygon(
    6,
    ...([
      [34, 5],
      [66, 5],
      [66, 34],
      [95, 34],
      [95, 66],
      [66, 66],
      [66, 95],
      [34, 95],
      [34, 66],
      [5, 66],
      [5, 34],
      [34, 34],
    ] as const),
  ),
  moon: 'M66 6A46 46 0 1 0 95 62A38 38 0 0 1 66 6Z',
  bolt: polygon(5, [64, 0], [14, 56], [42, 58], [34, 100], [86, 40], [57, 38]),
  pentagon: polygon(10, [50, 3], [98, 38], [80, 94], [20, 94], [2, 38]),
  flower:
    'M87 50A20 20 0 0 1 68.5 82A20 20 0 0 1 31.5 82A20 20 0 0 1 13 50A20 20 0 0 1 31.5 18A20 20 0 0 1 68.5 18A20 20 0 0 1 87 50Z',
  arrow: polygon(7, [50, 3], [97, 52], [69, 52], [69, 96], [31, 96], [31, 52], [3, 52]),
  ring: 'M50 6A44 44 0 1 0 50 94A44 44 0 1 0 50 6ZM50 31A19 19 0 1 1 50 69A19 19 0 1 1 50 31Z',
  crown: polygon(6, [5, 20], [29, 44], [50, 8], [71, 44], [95, 20], [87, 88], [13, 88]),
};
