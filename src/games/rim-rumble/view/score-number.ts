/** A whole number put together from baked digits: it changes without drawing any text. */
import type { GameObjects, Scene } from 'phaser';
import { FONTS, INK } from './palette.ts';
import { stampWord, type Word } from './words.ts';

const DIGITS = '0123456789';
/** Points go up to 255. */
const DIGITS_MAX = 3;

const keyOf = (digit: string | number): string => `digit-${digit}`;

/** The words that numbers need. @param size of the letters, canvas px. */
export const digitWords = (size: number): Word[] =>
  [...DIGITS].map((digit) => ({
    key: keyOf(digit),
    text: digit,
    fontFamily: FONTS.display,
    weight: 400,
    size,
    colour: INK,
    outline: 0,
    outlineColour: INK,
  }));

export class ScoreNumber {
  readonly images: readonly GameObjects.Image[];
  readonly #x: number;
  #count = 0;

  /** @param x of the middle; @param y of the middle. Canvas px. */
  constructor(scene: Scene, x: number, y: number) {
    this.#x = x;
    this.images = Array.from({ length: DIGITS_MAX }, () => stampWord(scene, keyOf(0)).setY(y));
    this.set(0);
  }

  set(value: number): void {
    const digits = String(value);
    this.#count = digits.length;
    this.images.forEach((image, i) => {
      image.setVisible(i < this.#count);
      if (i < this.#count) image.setFrame(keyOf(digits[i]!));
    });
    this.scale(1);
  }

  /** Makes it larger round its middle. */
  scale(scale: number): void {
    let width = 0;
    for (let i = 0; i < this.#count; i++) width += this.images[i]!.width;
    let left = this.#x - (width * scale) / 2;
    for (let i = 0; i < this.#count; i++) {
      const image = this.images[i]!.setScale(scale);
      image.x = left + image.displayWidth / 2;
      left += image.displayWidth;
    }
  }
}
