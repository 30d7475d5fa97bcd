/** The scores: one chip per seat with badge and points, the leader crowned, the own one framed, the fallen dim. */
import type { GameObjects, Scene } from 'phaser';
import type { SeatPicture } from '../../../sdk/view.ts';
import type { RimState } from '../state.ts';
import type { Layout } from './layout.ts';
import { shorten } from './name-labels.ts';
import { FONTS, INK } from './palette.ts';
import { stamp } from './sheet.ts';
import { textureOf } from './textures.ts';

interface Chip {
  readonly seat: number;
  readonly badge: GameObjects.Image;
  readonly badgeScale: number;
  readonly points: GameObjects.Text;
  readonly name: GameObjects.Text | undefined;
  readonly crown: GameObjects.Image;
  score: number;
  /** 1 just after a point, then down to 0. */
  pop: number;
}

const POP_S = 0.35;
const FALLEN_ALPHA = 0.45;

export class ScoreChips {
  readonly #scene: Scene;
  readonly #plates: GameObjects.Graphics;
  readonly #root: GameObjects.Container;
  #chips: Chip[] = [];

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#plates = scene.add.graphics();
    this.#root = scene.add.container(0, 0, [this.#plates]);
  }

  /** Lays the chips out anew: the seats, their looks or the canvas have changed. */
  dress(seats: readonly SeatPicture[], ownSeat: number | undefined, layout: Layout): void {
    for (const { badge, points, name, crown } of this.#chips) {
      for (const part of [badge, points, name, crown]) part?.destroy();
    }
    this.#plates.clear();
    this.#chips = seats.map((seat, i) => this.#build(seat, i, seat.seat === ownSeat, layout));
  }

  #build({ seat, look, name }: SeatPicture, i: number, isOwn: boolean, layout: Layout): Chip {
    const { unit, scores } = layout;
    const { chipWidth, chipHeight, perRow } = scores;
    const left = scores.x + (i % perRow) * chipWidth;
    const middle = scores.y + (Math.floor(i / perRow) + 0.5) * chipHeight;
    const height = chipHeight - 4 * unit;
    const width = chipWidth - 4 * unit;
    this.#plates
      .fillStyle(0x0d0f1f, 0.62)
      .fillRoundedRect(left + 2 * unit, middle - height / 2, width, height, height / 2);
    if (isOwn) {
      this.#plates
        .lineStyle(2 * unit, 0xffc24f, 1)
        .strokeRoundedRect(left + 2 * unit, middle - height / 2, width, height, height / 2);
    }
    const badgeScale = (21 * unit) / 64;
    const badgeX = left + Math.min(16 * unit, chipWidth * 0.3);
    const badge = stamp(this.#scene, textureOf.badge(look)).setPosition(badgeX, middle).setScale(badgeScale);
    const crown = stamp(this.#scene, 'crown')
      .setPosition(badgeX - unit, middle - 12 * unit)
      .setScale((19 * unit) / 64)
      .setRotation(-0.25)
      .setVisible(false);
    const pointsX = scores.hasNames ? left + chipWidth - 16 * unit : left + chipWidth * 0.69;
    const points = this.#text(pointsX, middle, '0', 19 * unit, FONTS.display);
    const label = scores.hasNames
      ? this.#text(badgeX + 16 * unit, middle, shorten(name), 16 * unit, FONTS.text).setOrigin(0, 0.5)
      : undefined;
    this.#root.add(label === undefined ? [badge, points, crown] : [badge, points, label, crown]);
    return { seat, badge, badgeScale, points, name: label, crown, score: 0, pop: 0 };
  }

  #text(x: number, y: number, text: string, size: number, fontFamily: string): GameObjects.Text {
    return this.#scene.add
      .text(x, y, text, { fontFamily, fontSize: `${Math.round(size)}px`, color: INK })
      .setOrigin(0.5);
  }

  update(state: RimState, seconds: number, isShown: boolean): void {
    this.#root.setVisible(isShown);
    if (!isShown) return;
    let best = 1;
    for (const { seat } of this.#chips) best = Math.max(best, state.pucks[seat]?.score ?? 0);
    for (const chip of this.#chips) {
      const puck = state.pucks[chip.seat];
      const score = puck?.score ?? 0;
      if (score !== chip.score) {
        chip.pop = score > chip.score ? 1 : 0;
        chip.score = score;
        chip.points.setText(String(score));
      }
      chip.pop = Math.max(0, chip.pop - seconds / POP_S);
      chip.points.setScale(1 + 0.5 * chip.pop);
      chip.badge.setScale(chip.badgeScale * (1 + 0.25 * chip.pop));
      chip.crown.setVisible(score === best);
      const isIn = puck?.role === 'fighting' || state.stage === 'matchOver';
      const alpha = isIn ? 1 : FALLEN_ALPHA;
      chip.badge.setAlpha(alpha);
      chip.name?.setAlpha(alpha);
    }
  }
}
