/** Names beside the bodies. Drawn on the canvas rather than in the world, so that they are sharp at any zoom. */
import type { GameObjects, Scene } from 'phaser';
import type { SeatPicture } from '../../../sdk/view.ts';
import type { Layout } from './layout.ts';
import { FONTS, INK, LAMP, NIGHT } from './palette.ts';

const SIZE = 16;
const LETTERS_MAX = 12;

export class NameLabels {
  readonly #scene: Scene;
  readonly #labels = new Map<number, GameObjects.Text>();
  #layout: Layout | undefined;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** Makes a label for everybody who is there, in the size of this layout. */
  dress(seats: readonly SeatPicture[], ownSeat: number | undefined, layout: Layout): void {
    this.#layout = layout;
    for (const label of this.#labels.values()) label.setVisible(false);
    for (const { seat, name } of seats) {
      let label = this.#labels.get(seat);
      if (label === undefined) {
        label = this.#scene.add.text(0, 0, '').setOrigin(0.5, 1);
        this.#labels.set(seat, label);
      }
      label
        .setStyle({
          fontFamily: FONTS.text,
          fontStyle: '600',
          fontSize: `${Math.round(SIZE * layout.unit)}px`,
          color: seat === ownSeat ? LAMP : INK,
          stroke: NIGHT,
          strokeThickness: 4 * layout.unit,
        })
        .setText(shorten(name));
    }
  }

  /** Puts a seat's label above (x, y), canvas px, or hides it with an alpha of 0. */
  place(seat: number, x: number, y: number, alpha: number): void {
    const label = this.#labels.get(seat);
    const { frame } = this.#layout ?? {};
    if (label === undefined || frame === undefined) return;
    label.setVisible(alpha > 0.01);
    if (alpha <= 0.01) return;
    const half = label.width / 2;
    label
      .setPosition(
        Math.round(Math.min(frame.width - half, Math.max(half, x))),
        Math.round(Math.max(label.height, y)),
      )
      .setAlpha(alpha);
  }
}

/** Names of many letters would cover their neighbours. */
export const shorten = (name: string): string =>
  name.length > LETTERS_MAX ? `${name.slice(0, LETTERS_MAX - 1).trimEnd()}…` : name;
