/** Where the console comes up again when screens have changed since. */
import { expect, test } from 'vitest';
import { placeOn } from '../../electron/window-place.ts';

/** A screen with a bar of 30 px at its top. */
const SCREEN = { x: 0, y: 30, width: 1600, height: 970 };
const SIZE = { width: 1200, height: 800 };

test.each([
  ['in the middle', { x: 100, y: 100, ...SIZE }],
  ['half out on the right', { x: 1000, y: 100, ...SIZE }],
  ['half out on the left', { x: -1000, y: 100, ...SIZE }],
  ['low, with its title bar still there', { x: 100, y: 900, ...SIZE }],
])('a window %s comes up where it was', (_where, place) => {
  expect(placeOn(SCREEN, place)).toEqual(place);
});

test.each([
  ['on a screen to the right that is gone', { x: 1700, y: 100, ...SIZE }],
  ['with a sliver left', { x: 1550, y: 100, ...SIZE }],
  ['with a sliver right', { x: -1150, y: 100, ...SIZE }],
  ['under the bar at the top', { x: 100, y: 0, ...SIZE }],
  ['below the screen', { x: 100, y: 990, ...SIZE }],
])('a window %s could not be got hold of', (_where, place) => {
  expect(placeOn(SCREEN, place)).toBeUndefined();
});

test('a window from a larger screen is made to fit', () => {
  expect(placeOn(SCREEN, { x: 0, y: 30, width: 3000, height: 2000 })).toEqual(SCREEN);
});
