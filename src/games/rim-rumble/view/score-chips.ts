/** The scores: one chip per seat with badge and points, the leader crowned, the own one framed, the fallen dim. */
import type { GameObjects, Scene } from 'phaser';
import type { SeatPicture } from '../../../sdk/view.ts';
import type { RimState } from '../state.ts';
import type { Layout } from './layout.ts';
import { shorten } from './name-labels.ts';
import { FONTS, INK } from './palette.ts';
import { digitWords, ScoreNumber } from './score-number.ts';
import { stamp } from './sheet.ts';
import { textureOf } from './textures.ts';
import { stampWord, type Word } from './words.ts';

interface Chip {
  readonly seat: number;
  readonly badge: GameObjects.Image;
  readonly badgeScale: number;
  readonly points: ScoreNumber;
  readonly name: GameObjects.Image | undefined;
  readonly crown: GameObjects.Image;
  score: number;
  /** 1 just after a point, then down to 0. */
  pop: number;
}

const POP_S = 0.35;
const FALLEN_ALPHA = 0.45;

const keyOf = (seat: number): string => `chip-${seat}`;

/** The words that the chips need: bake them before `dress`. */
export function chipWords(seats: readonly SeatPicture[], { unit, scores }: Layout): Word[] {
  const digits = digitWords(Math.round(19 * unit));
  if (!scores.hasNames) return digits;
  const style = { fontFamily: FONTS.text, weight: 400, size: Math.round(16 * unit), colour: INK };
  const names = seats.map(({ seat, name }) => ({
    ...style,
    key: keyOf(seat),
    text: shorten(name),
    outline: 0,
    outlineColour: INK,
  }));
  return [...digits, ...names];
}

export class ScoreChips {
  readonly #scene: Scene;
  /** All plates, then badges, then words: few changes of texture. */
  readonly #root: GameObjects.Container;
  #chips: Chip[] = [];

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#root = scene.add.container();
  }

  /** Lays the chips out anew: the seats, their looks or the canvas have changed. */
  dress(seats: readonly SeatPicture[], ownSeat: number | undefined, layout: Layout): void {
    this.undress();
    this.#chips = seats.map((seat, i) => this.#build(seat, i, seat.seat === ownSeat, layout));
    const chips = this.#chips;
    this.#root.add(chips.flatMap(({ badge, crown }) => [badge, crown]));
    this.#root.add(chips.flatMap(({ points, name }) => [...points.images, ...(name ? [name] : [])]));
  }

  /** Takes the chips away: their words are about to be baked anew. */
  undress(): void {
    this.#root.removeAll(true);
    this.#chips = [];
  }

  #build({ seat, look }: SeatPicture, i: number, isOwn: boolean, layout: Layout): Chip {
    const { unit, scores } = layout;
    const { chipWidth, chipHeight, perRow, hasNames } = scores;
    const left = scores.x + (i % perRow) * chipWidth;
    const middle = scores.y + (Math.floor(i / perRow) + 0.5) * chipHeight;
    for (const prefix of isOwn ? ['', 'own-'] : ['']) {
      const plate = stamp(this.#scene, `${prefix}${hasNames ? 'long-pill' : 'pill'}`)
        .setPosition(left + chipWidth / 2, middle)
        .setDisplaySize(chipWidth - 4 * unit, chipHeight - 4 * unit);
      this.#root.add(plate);
    }
    const badgeScale = (21 * unit) / 64;
    const badgeX = left + Math.min(16 * unit, chipWidth * 0.3);
    const badge = stamp(this.#scene, textureOf.badge(look)).setPosition(badgeX, middle).setScale(badgeScale);
    const crown = stamp(this.#scene, 'crown')
      .setPosition(badgeX - unit, middle - 12 * unit)
      .setScale((19 * unit) / 64)
      .setRotation(-0.25)
      .setVisible(false);
    const pointsX = hasNames ? left + chipWidth - 16 * unit : left + chipWidth * 0.69;
    const points = new ScoreNumber(this.#scene, pointsX, middle);
    const name = hasNames
      ? stampWord(this.#scene, keyOf(seat))
          .setPosition(badgeX + 16 * unit, middle)
          .setOrigin(0, 0.5)
      : undefined;
    return { seat, badge, badgeScale, points, name, crown, score: 0, pop: 0 };
  }

  update(state: RimState, seconds: number, isShown: boolean): void {
    this.#root.setVisible(isShown);
    if (!isShown) return;
    let best = 1;
    for (let i = 0; i < this.#chips.length; i++) {
      best = Math.max(best, state.pucks[this.#chips[i]!.seat]?.score ?? 0);
    }
    for (let i = 0; i < this.#chips.length; i++) {
      const chip = this.#chips[i]!;
      const puck = state.pucks[chip.seat];
      const score = puck?.score ?? 0;
      if (score !== chip.score) {
        chip.pop = score > chip.score ? 1 : 0;
        chip.score = score;
        chip.points.set(score);
      }
      if (chip.pop > 0) popUp(chip, seconds);
      chip.crown.visible = score === best;
      const isIn = puck?.role === 'fighting' || state.stage === 'matchOver';
      const alpha = isIn ? 1 : FALLEN_ALPHA;
      chip.badge.alpha = alpha;
      if (chip.name !== undefined) chip.name.alpha = alpha;
    }
  }
}

function popUp(chip: Chip, seconds: number): void {
  chip.pop = Math.max(0, chip.pop - seconds / POP_S);
  chip.points.scale(1 + 0.5 * chip.pop);
  chip.badge.setScale(chip.badgeScale * (1 + 0.25 * chip.pop));
}
