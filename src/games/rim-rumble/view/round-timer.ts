/** The round's clock, on a dark plate; red and throbbing in the last ten seconds, "Overtime" after them. */
import type { GameObjects, Scene } from 'phaser';
import type { RimState } from '../state.ts';
import { TICK_RATE } from '../tuning.ts';
import type { Layout } from './layout.ts';
import { EMBER, FONTS, INK } from './palette.ts';
import { stamp } from './sheet.ts';

const HURRY_S = 10;

export class RoundTimer {
  readonly #plate: GameObjects.Image;
  readonly #text: GameObjects.Text;
  #shown = '';
  #unit = 1;

  constructor(scene: Scene) {
    this.#plate = stamp(scene, 'pill');
    this.#text = scene.add.text(0, 0, '', { fontFamily: FONTS.display }).setOrigin(0.5);
  }

  fit({ timer, unit }: Layout): void {
    this.#unit = unit;
    this.#plate.setPosition(timer.x, timer.y);
    this.#text.setPosition(timer.x, timer.y).setFontSize(Math.round(25 * unit));
    this.#shown = '';
  }

  /** @returns the second that has just begun, if it is one of the last; for the sound. */
  update(state: RimState, time: number, isShown: boolean, isStill: boolean): number | undefined {
    const isRunning = isShown && state.stage === 'live';
    this.#plate.setVisible(isRunning);
    this.#text.setVisible(isRunning);
    if (!isRunning) return undefined;
    const seconds = Math.ceil(state.stageLeft / TICK_RATE);
    const isHurry = seconds <= HURRY_S;
    const text = seconds === 0 ? 'Overtime' : clock(seconds);
    this.#text.setScale(isHurry && !isStill ? 1 + 0.06 * Math.max(0, Math.sin(time * 7)) : 1);
    if (text === this.#shown) return undefined;
    const isFirst = this.#shown === '';
    this.#shown = text;
    this.#text.setText(text).setColor(isHurry ? EMBER : INK);
    this.#plate.setDisplaySize(this.#text.width + 26 * this.#unit, 35 * this.#unit);
    return isHurry && seconds > 0 && !isFirst ? seconds : undefined;
  }
}

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
