/**
 * The disc: a round wooden deck in lamplight that gets smaller. Planks keep their place while the edge moves in,
 * so it looks sawn off rather than shrunk; the next metres to go and the edge itself glow as a warning. Where there
 * is no WebGL the whole picture is scaled instead, and does not glow.
 */
import { BlendModes, type GameObjects, type Scene, WEBGL } from 'phaser';
import { TICK_RATE, tuning } from '../tuning.ts';
import { DeckCut } from './deck-cut.ts';
import { bakeDeck, placeWholeDeck, scaleWholeDeck } from './deck-picture.ts';
import { stamp } from './sheet.ts';

/** The warning shows where the edge will be in so many seconds. */
const WARNING_S = 5;
/** Changes of the radius below this are not drawn, world px. */
const STEP = 0.4;

export class Deck {
  readonly #under: GameObjects.Image;
  readonly #light: GameObjects.Image;
  readonly #wood: DeckCut | GameObjects.Image;
  #drawnRadius = -1;

  constructor(scene: Scene, world: GameObjects.Container) {
    const canCut = scene.renderer.type === WEBGL;
    bakeDeck(scene, canCut);
    this.#under = stamp(scene, 'shadow');
    this.#light = stamp(scene, 'deck-light').setBlendMode(BlendModes.ADD).setAlpha(0.55);
    this.#wood = canCut ? new DeckCut(scene) : placeWholeDeck(scene);
    const wood = this.#wood instanceof DeckCut ? this.#wood.parts : [this.#wood];
    world.add([this.#under, ...wood, this.#light]);
  }

  /**
   * @param radius of the disc, world px.
   * @param ticksLeft of the round; undefined while the disc does not shrink.
   * @param seconds time, for the glow's breathing; 0 holds it still.
   */
  update(radius: number, ticksLeft: number | undefined, seconds: number): void {
    if (Math.abs(radius - this.#drawnRadius) > STEP) {
      this.#drawnRadius = radius;
      this.#under.setPosition(0, 70).setDisplaySize(radius * 2.5, radius * 2.42);
      this.#light.setPosition(0, -radius * 0.12).setDisplaySize(radius * 1.9, radius * 1.8);
      if (this.#wood instanceof DeckCut) this.#wood.cut(radius);
      else scaleWholeDeck(this.#wood, radius);
    }
    if (this.#wood instanceof DeckCut) warn(this.#wood, radius, ticksLeft, seconds);
  }
}

function warn(wood: DeckCut, radius: number, ticksLeft: number | undefined, seconds: number): void {
  if (ticksLeft === undefined) {
    wood.calm();
    return;
  }
  const left = ticksLeft / TICK_RATE;
  const lost =
    left > 0
      ? (Math.max(0, radius - tuning.discRadiusEnd) * Math.min(WARNING_S, left)) / left
      : tuning.overtimeShrink * TICK_RATE * 1.5;
  const isHasty = left < 10;
  const breath = 0.75 + 0.25 * Math.sin(seconds * (isHasty ? 7 : 3));
  wood.warn(radius, Math.min(radius, Math.max(8, lost)), (isHasty ? 1 : 0.55) * breath);
}
