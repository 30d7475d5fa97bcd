/** Large words over the disc: "3 2 1", "Go!", who stood last, who won; and the small "+1" where a point was made. */
import type { GameObjects, Scene } from 'phaser';
import type { Layout } from './layout.ts';
import { FONTS, INK, NIGHT } from './palette.ts';

const IN_S = 0.22;
const OUT_S = 0.25;
const POPS = 6;
const POP_S = 1;
/** Over names and scores, which are made anew now and then. */
const DEPTH = 1;

interface Pop {
  readonly text: GameObjects.Text;
  ageS: number;
  x: number;
  y: number;
}

export class Announcer {
  readonly #title: GameObjects.Text;
  readonly #line: GameObjects.Text;
  readonly #pops: Pop[] = [];
  #nextPop = 0;
  #layout: Layout | undefined;
  #ageS = 0;
  #lifeS = 0;

  constructor(scene: Scene) {
    const above = (fontFamily: string): GameObjects.Text =>
      scene.add.text(0, 0, '', { fontFamily, color: INK }).setOrigin(0.5).setDepth(DEPTH);
    this.#title = above(FONTS.display);
    this.#line = above(FONTS.heading).setFontStyle('600');
    for (let i = 0; i < POPS; i++) {
      const text = above(FONTS.display).setVisible(false);
      this.#pops.push({ text, ageS: POP_S, x: 0, y: 0 });
    }
  }

  fit(layout: Layout): void {
    this.#layout = layout;
    const { unit } = layout;
    this.#title.setStroke(NIGHT, 9 * unit).setShadow(0, 4 * unit, '#05061080', 6 * unit, true, true);
    this.#line
      .setFontSize(Math.round(20 * unit))
      .setColor(INK)
      .setStroke(NIGHT, 6 * unit);
    for (const { text } of this.#pops) text.setFontSize(Math.round(30 * unit)).setStroke(NIGHT, 6 * unit);
  }

  /**
   * Shows large words, in place of those before.
   * @param size of the letters, units. @param lifeS seconds until they go.
   */
  say(title: string, line: string, colour: string, size: number, lifeS: number): void {
    if (this.#layout === undefined) return;
    const { unit, field, frame } = this.#layout;
    this.#ageS = 0;
    this.#lifeS = lifeS;
    this.#title
      .setFontSize(Math.round(size * unit))
      .setColor(colour)
      .setText(title);
    // Long names have to fit a phone held upright.
    const room = Math.min(frame.width - 20 * unit, field.reach * 2.1);
    if (this.#title.width > room) {
      this.#title.setFontSize(Math.round((size * unit * room) / this.#title.width));
    }
    this.#line.setText(line);
    // Words with a line below stay for a while: above the middle, where they hide less.
    const y = field.y - field.reach * (line === '' ? 0 : 0.58);
    this.#title.setPosition(field.x, y);
    this.#line.setPosition(field.x, y + this.#title.height * 0.5 + 12 * unit);
  }

  /** Forgets what is being said. */
  hush(): void {
    this.#lifeS = 0;
  }

  /** A small word that rises from (x, y), canvas px. */
  pop(word: string, colour: string, x: number, y: number): void {
    const pop = this.#pops[this.#nextPop]!;
    this.#nextPop = (this.#nextPop + 1) % POPS;
    pop.ageS = 0;
    pop.x = x;
    pop.y = y;
    pop.text.setText(word).setColor(colour).setVisible(true);
  }

  update(seconds: number, isStill: boolean): void {
    this.#ageS += seconds;
    const left = this.#lifeS - this.#ageS;
    const isSaying = left > 0;
    this.#title.setVisible(isSaying);
    this.#line.setVisible(isSaying);
    if (isSaying) {
      const t = Math.min(1, this.#ageS / IN_S) - 1;
      const arrival = isStill ? 1 : 1 + 2.7 * t * t * t + 1.7 * t * t;
      const alpha = Math.min(1, left / OUT_S, (this.#ageS / IN_S) * 2 + 0.3);
      this.#title.setScale(arrival).setAlpha(alpha);
      this.#line.setAlpha(alpha);
    }
    this.#movePops(seconds);
  }

  #movePops(seconds: number): void {
    const rise = 46 * (this.#layout?.unit ?? 1);
    for (const pop of this.#pops) {
      if (!pop.text.visible) continue;
      pop.ageS += seconds;
      const age = pop.ageS / POP_S;
      pop.text.setVisible(age < 1);
      const t = Math.min(1, age * 4) - 1;
      pop.text
        .setPosition(pop.x, pop.y - rise * (1 - (1 - age) ** 2))
        .setScale(1 + 2.7 * t * t * t + 1.7 * t * t)
        .setAlpha(Math.min(1, (1 - age) * 3));
    }
  }
}
