/** Bumpers: thrown in an arc towards a mark that shows where they come down, then standing on the deck a while. */
import type { GameObjects, Scene } from 'phaser';
import type { Look } from '../../../sdk/looks.ts';
import { type Bumper, MAX_BUMPERS, type RimState } from '../state.ts';
import { tuning } from '../tuning.ts';
import { stamp } from './sheet.ts';
import { DETAIL, textureOf } from './textures.ts';

/** How high a lob flies, world px. */
const ARC_HEIGHT = 150;
/** A bumper about to go shrinks for so many ticks. */
const LEAVING_TICKS = 20;

interface Sprite {
  readonly image: GameObjects.Image;
  readonly shadow: GameObjects.Image;
  readonly target: GameObjects.Image;
  owner: number;
  wasFlying: boolean;
  bounce: number;
}

export interface BumperLayers {
  readonly marks: GameObjects.Container;
  readonly standing: GameObjects.Container;
  readonly flying: GameObjects.Container;
}

export class BumperSprites {
  readonly #layers: BumperLayers;
  readonly #sprites: Sprite[] = [];
  readonly #onLand: (x: number, y: number) => void;

  constructor(scene: Scene, layers: BumperLayers, onLand: (x: number, y: number) => void) {
    this.#layers = layers;
    this.#onLand = onLand;
    for (let id = 0; id < MAX_BUMPERS; id++) {
      const shadow = stamp(scene, 'shadow').setVisible(false);
      const target = stamp(scene, 'target').setVisible(false);
      const image = stamp(scene, 'flash').setVisible(false);
      layers.marks.add([shadow, target]);
      layers.standing.add(image);
      this.#sprites.push({ image, shadow, target, owner: -1, wasFlying: false, bounce: 0 });
    }
  }

  update(state: RimState, seconds: number, lookOf: (seat: number) => Look | undefined): void {
    for (let id = 0; id < MAX_BUMPERS; id++) {
      const sprite = this.#sprites[id]!;
      const bumper = state.bumpers[id];
      const isThere = bumper !== undefined;
      sprite.image.setVisible(isThere);
      sprite.shadow.setVisible(isThere);
      sprite.target.setVisible(isThere && bumper.flightLeft > 0);
      if (!isThere) {
        sprite.wasFlying = false;
        sprite.owner = -1;
        continue;
      }
      if (sprite.owner !== bumper.owner) this.#dress(sprite, bumper.owner, lookOf);
      sprite.bounce *= Math.exp(-seconds / 0.1);
      if (bumper.flightLeft > 0) this.#drawFlying(sprite, bumper);
      else this.#drawStanding(sprite, bumper);
    }
  }

  /** The bumper nearest to (x, y) was run into. */
  bounceAt(state: RimState, x: number, y: number): void {
    let nearest = -1;
    let least = 120 * 120;
    for (let id = 0; id < MAX_BUMPERS; id++) {
      const bumper = state.bumpers[id];
      if (bumper === undefined || bumper.flightLeft > 0) continue;
      const far = (bumper.x - x) ** 2 + (bumper.y - y) ** 2;
      if (far >= least) continue;
      least = far;
      nearest = id;
    }
    if (nearest >= 0) this.#sprites[nearest]!.bounce = 0.5;
  }

  #dress(sprite: Sprite, owner: number, lookOf: (seat: number) => Look | undefined): void {
    const look = lookOf(owner);
    if (look === undefined) return;
    sprite.owner = owner;
    sprite.image.setFrame(textureOf.bumper(look));
  }

  #drawFlying(sprite: Sprite, bumper: Bumper): void {
    const flown = 1 - bumper.flightLeft / tuning.lobFlight;
    const height = 4 * flown * (1 - flown) * ARC_HEIGHT;
    if (!sprite.wasFlying) this.#layers.flying.add(sprite.image);
    sprite.wasFlying = true;
    sprite.image
      .setPosition(bumper.x, bumper.y - height)
      .setRotation(flown * 6)
      .setScale((1 + height / 320) / DETAIL);
    sprite.shadow
      .setPosition(bumper.x, bumper.y + 6)
      .setDisplaySize(50 + flown * 20, 44 + flown * 18)
      .setAlpha(0.4 + 0.5 * flown);
    sprite.target
      .setPosition(bumper.x + bumper.vx * bumper.flightLeft, bumper.y + bumper.vy * bumper.flightLeft)
      .setRotation(flown * 2)
      .setScale(0.95 - 0.42 * flown)
      .setAlpha(0.35 + 0.65 * flown);
  }

  #drawStanding(sprite: Sprite, bumper: Bumper): void {
    if (sprite.wasFlying) {
      sprite.wasFlying = false;
      sprite.bounce = 0.4;
      this.#layers.standing.add(sprite.image);
      this.#onLand(bumper.x, bumper.y);
    }
    const size = Math.min(1, bumper.lifeLeft / LEAVING_TICKS) * (1 + sprite.bounce);
    sprite.image
      .setPosition(bumper.x, bumper.y)
      .setRotation(0)
      .setScale(size / DETAIL);
    sprite.shadow
      .setPosition(bumper.x + 3, bumper.y + 12)
      .setDisplaySize(78 * size, 70 * size)
      .setAlpha(1);
  }
}
