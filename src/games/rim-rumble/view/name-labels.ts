/**
 * Names above the bodies. Drawn on the canvas rather than in the world, so that they are sharp at any zoom.
 * Where bodies crowd together only some names stay, the own one first.
 */
import type { GameObjects, Scene } from 'phaser';
import type { SeatPicture } from '../../../sdk/view.ts';
import type { Layout } from './layout.ts';
import { FONTS, INK, LAMP, NIGHT } from './palette.ts';
import { stampWord, type Word } from './words.ts';

const SIZE = 16;
const LETTERS_MAX = 12;
/** Names come and go within about this time, s. */
const FADE_S = 0.12;

interface Label {
  readonly image: GameObjects.Image;
  isWanted: boolean;
  isClear: boolean;
}

const keyOf = (seat: number): string => `label-${seat}`;

/** The words that the labels need: bake them before `dress`. */
export const labelWords = (
  seats: readonly SeatPicture[],
  ownSeat: number | undefined,
  { unit }: Layout,
): Word[] =>
  seats.map(({ seat, name }) => ({
    key: keyOf(seat),
    text: shorten(name),
    fontFamily: FONTS.text,
    weight: 600,
    size: Math.round(SIZE * unit),
    colour: seat === ownSeat ? LAMP : INK,
    outline: 4 * unit,
    outlineColour: NIGHT,
  }));

export class NameLabels {
  readonly #scene: Scene;
  readonly #layer: GameObjects.Container;
  /** The own label first: it wins over those behind it. */
  #labels: Label[] = [];
  #bySeat: (Label | undefined)[] = [];
  #layout: Layout | undefined;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#layer = scene.add.container();
  }

  /** Makes the labels anew: the seats, their names or the canvas have changed. */
  dress(seats: readonly SeatPicture[], ownSeat: number | undefined, layout: Layout): void {
    this.#layout = layout;
    this.undress();
    const ownFirst = [...seats].sort((a, b) => Number(b.seat === ownSeat) - Number(a.seat === ownSeat));
    for (const { seat } of ownFirst) {
      const image = stampWord(this.#scene, keyOf(seat)).setOrigin(0.5, 1).setAlpha(0);
      const label = { image, isWanted: false, isClear: false };
      this.#layer.add(image);
      this.#labels.push(label);
      this.#bySeat[seat] = label;
    }
  }

  /** Takes the labels away: their words are about to be baked anew. */
  undress(): void {
    this.#layer.removeAll(true);
    this.#labels = [];
    this.#bySeat = [];
  }

  /** Puts a seat's label above (x, y), canvas px. */
  place(seat: number, x: number, y: number): void {
    const label = this.#bySeat[seat];
    if (label === undefined || this.#layout === undefined) return;
    const { image } = label;
    const half = image.width / 2;
    label.isWanted = true;
    image.x = Math.round(Math.min(this.#layout.frame.width - half, Math.max(half, x)));
    image.y = Math.round(Math.max(image.height, y));
  }

  /** Shows what was placed since the last call and does not lie on another name. Call once per frame. */
  settle(seconds: number): void {
    const step = seconds / FADE_S;
    for (let i = 0; i < this.#labels.length; i++) {
      const label = this.#labels[i]!;
      label.isClear = label.isWanted && !this.#isCovered(i);
      label.isWanted = false;
      const { image } = label;
      image.alpha = Math.min(1, Math.max(0, image.alpha + (label.isClear ? step : -step)));
      image.visible = image.alpha > 0;
    }
  }

  /** True when the label lies on one before it that stays. */
  #isCovered(index: number): boolean {
    const { image } = this.#labels[index]!;
    for (let i = 0; i < index; i++) {
      const other = this.#labels[i]!;
      if (!other.isClear) continue;
      const apartX = Math.abs(other.image.x - image.x) - (other.image.width + image.width) / 2;
      const apartY = Math.abs(other.image.y - image.y) - image.height * 0.7;
      if (apartX < 0 && apartY < 0) return true;
    }
    return false;
  }
}

/** Names of many letters would cover their neighbours. */
export const shorten = (name: string): string =>
  name.length > LETTERS_MAX ? `${name.slice(0, LETTERS_MAX - 1).trimEnd()}…` : name;
