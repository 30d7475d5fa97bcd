/** The design tokens' two themes: every ink can be read on every ground, whichever the theme. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LIGHT_BACKGROUND } from '../../src/sdk/looks.ts';

const CSS = readFileSync(new URL('../../renderer/ui/tokens.css', import.meta.url), 'utf8');

/** WCAG AA for text. */
const READABLE = 4.5;
/** WCAG AA for what is not text, such as a focus ring. */
const VISIBLE = 3;

const INKS = ['ink', 'ink-soft', 'lamp-ink', 'good', 'bad'];
const GROUNDS = ['background', 'background-deep', 'panel', 'panel-raised', 'well', 'chosen'];
/** What is written on a face has a colour of its own. */
const FACES = [
  ['ink-on-lamp', 'lamp'],
  ['ink-on-lamp', 'lamp-bright'],
  ['ink-on-good', 'good-face'],
  ['ink-on-bad', 'bad-face'],
] as const;

/** Inks on a panel that a colour tints by a share (color-mix in the console's style sheets). */
const TINTED = [
  ['ink', 'lamp', 0.22],
  ['lamp-ink', 'lamp', 0.16],
  ['good', 'good', 0.14],
] as const;

/** The opaque colours of the block that `selector` opens, by name. */
function coloursOf(selector: string): Map<string, string> {
  const from = CSS.indexOf(`\n${selector} {`);
  const block = CSS.slice(from, CSS.indexOf('\n}', from));
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name!, hex!]));
}

const DARK = coloursOf(':root');
const THEMES = {
  dark: DARK,
  light: new Map([...DARK, ...coloursOf(':root[data-theme="light"]')]),
};

/** `share` of colour `a`, the rest of colour `b`. */
const mix = (a: string, b: string, share: number): string =>
  `#${[1, 3, 5]
    .map((at) => {
      const [one, other] = [a, b].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
      return Math.round(one! * share + other! * (1 - share))
        .toString(16)
        .padStart(2, '0');
    })
    .join('')}`;

/** Relative luminance (WCAG 2). @param hex '#rrggbb' */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (lighter! + 0.05) / (darker! + 0.05);
}

describe.each(Object.entries(THEMES))('in the %s theme', (_theme, colours) => {
  const colour = (name: string): string => {
    const hex = colours.get(name);
    if (hex === undefined) throw new Error(`There is no opaque colour --${name}.`);
    return hex;
  };

  test.each(INKS)('%s can be read on every ground', (ink) => {
    for (const ground of GROUNDS) {
      expect(contrast(colour(ink), colour(ground)), `on ${ground}`).toBeGreaterThanOrEqual(READABLE);
    }
  });

  test.each(FACES)('%s can be read on %s', (ink, face) => {
    expect(contrast(colour(ink), colour(face))).toBeGreaterThanOrEqual(READABLE);
  });

  test.each(TINTED)('%s can be read on a panel tinted with %s', (ink, tint, share) => {
    const ground = mix(colour(tint), colour('panel'), share);
    expect(contrast(colour(ink), ground)).toBeGreaterThanOrEqual(READABLE);
  });

  test('the focus ring can be seen on every ground', () => {
    for (const ground of GROUNDS) {
      expect(contrast(colour('focus'), colour(ground)), `on ${ground}`).toBeGreaterThanOrEqual(VISIBLE);
    }
  });
});

test('the light ground is the one that the window has before the page is there', () => {
  expect(THEMES.light.get('background')).toBe(LIGHT_BACKGROUND.toLowerCase());
});

test('the light theme changes colours alone', () => {
  const from = CSS.indexOf(':root[data-theme="light"] {');
  const block = CSS.slice(from, CSS.indexOf('\n}', from));
  const names = [...block.matchAll(/--([\w-]+):/g)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => /^(space|radius|text|font|target|edge$|motion)/.test(name))).toEqual([]);
});
