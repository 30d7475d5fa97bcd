/**
 * Names above the bodies. Drawn on the canvas rather than in the world, so that they are sharp at any zoom.
 * Where bodies crowd together only some names stay, the own one first.
 */
import type { GameObjects, Scene } from 'phaser';
import type { SeatPicture } from '../../../sdk/view.ts';
import type { Layout } from './layout.ts';
import { FONTS, INK, LAMP, NIGHT } from './palette.ts';

const SIZE = 16;
const LETTERS_MAX = 12;
/** Names come and go within about this time, s. */
const FADE_S = 0.12;

interface Label {
  readonly seat: number;
  readonly text: GameObjects.Text;
  isWanted: boolean;
  isClear: boolean;
}

export class NameLabels {
  readonly #scene: Scene;
  /** The own label first: it wins over those behind it. */
  #labels: Label[] = [];
  #layout: Layout | undefined;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** Makes the labels anew: the seats, their names or the canvas have changed. */
  dress(seats: readonly SeatPicture[], ownSeat: number | undefined, layout: Layout): void {
    this.#layout = layout;
    for (const { text } of this.#labels) text.destroy();
    this.#labels = seats.map(({ seat, name }) => ({
      seat,
      text: this.#text(shorten(name), seat === ownSeat ? LAMP : INK, layout.unit),
      isWanted: false,
      isClear: false,
    }));
    this.#labels.sort((a, b) => Number(b.seat === ownSeat) - Number(a.seat === ownSeat));
  }

  #text(name: string, color: string, unit: number): GameObjects.Text {
    const style = {
      fontFamily: FONTS.text,
      fontStyle: '600',
      fontSize: `${Math.round(SIZE * unit)}px`,
      color,
      stroke: NIGHT,
      strokeThickness: 4 * unit,
    };
    return this.#scene.add.text(0, 0, name, style).setOrigin(0.5, 1).setAlpha(0);
  }

  /** Puts a seat's label above (x, y), canvas px. */
  place(seat: number, x: number, y: number): void {
    const label = this.#labels.find((one) => one.seat === seat);
    if (label === undefined || this.#layout === undefined) return;
    const { text } = label;
    const half = text.width / 2;
    label.isWanted = true;
    text.setPosition(
      Math.round(Math.min(this.#layout.frame.width - half, Math.max(half, x))),
      Math.round(Math.max(text.height, y)),
    );
  }

  /** Shows what was placed since the last call and does not lie on another name. Call once per frame. */
  settle(seconds: number): void {
    const step = seconds / FADE_S;
    for (let i = 0; i < this.#labels.length; i++) {
      const label = this.#labels[i]!;
      label.isClear = label.isWanted && !this.#isCovered(i);
      label.isWanted = false;
      const { text } = label;
      text.alpha = Math.min(1, Math.max(0, text.alpha + (label.isClear ? step : -step)));
      text.setVisible(text.alpha > 0);
    }
  }

  /** True when the label lies on one before it that stays. */
  #isCovered(index: number): boolean {
    const { text } = this.#labels[index]!;
    for (let i = 0; i < index; i++) {
      const other = this.#labels[i]!;
      if (!other.isClear) continue;
      const apartX = Math.abs(other.text.x - text.x) - (other.text.width + text.width) / 2;
      const apartY = Math.abs(other.text.y - text.y) - text.height * 0.7;
      if (apartX < 0 && apartY < 0) return true;
    }
    return false;
  }
}

/** Names of many letters would cover their neighbours. */
export const shorten = (name: string): string =>
  name.length > LETTERS_MAX ? `${name.slice(0, LETTERS_MAX - 1).trimEnd()}…` : name;
