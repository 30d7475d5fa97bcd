/**
 * One seat's body on the canvas: a puck while it fights and falls, a lantern while it waits on the rim, with
 * shadow, dash wake, crown and name. Follows the picture; hit-stop and squash are its own affair and never the
 * simulation's.
 */
import type { GameObjects, Scene } from 'phaser';
import { clamp, length } from '../../../core/math.ts';
import type { SeatPicture } from '../../../sdk/view.ts';
import type { Puck } from '../state.ts';
import { tuning } from '../tuning.ts';
import { stamp } from './sheet.ts';
import { DETAIL, textureOf } from './textures.ts';

/** Where the parts of all pucks hang, from below to above. */
export interface PuckLayers {
  readonly below: GameObjects.Container;
  readonly shadows: GameObjects.Container;
  readonly bodies: GameObjects.Container;
  readonly lanterns: GameObjects.Container;
}

/** Squash dies down with this time constant, s. */
const SQUASH_S = 0.09;
/** After a hit-stop the drawn puck catches up with the real one within about this time, s. */
const CATCH_UP_S = 0.05;
const RISE_S = 0.35;
const LANTERN_SIZE = 1.2;

export class PuckSprite {
  /** Where the body is drawn, world px. */
  readonly at = { x: 0, y: 0 };
  readonly #layers: PuckLayers;
  readonly #shadow: GameObjects.Image;
  readonly #wake: GameObjects.Image;
  /** Turned along the squash; the image in it is turned back, so that the shape stays upright. */
  readonly #body: GameObjects.Container;
  readonly #puck: GameObjects.Image;
  readonly #flash: GameObjects.Image;
  readonly #lantern: GameObjects.Image;
  readonly #crown: GameObjects.Image;
  #role: Puck['role'] = 'fighting';
  #roleAgeS = 0;
  #holdS = 0;
  readonly #lag = { x: 0, y: 0 };
  #squash = 0;
  #squashAngle = 0;
  #shape = '';

  constructor(scene: Scene, layers: PuckLayers) {
    this.#layers = layers;
    this.#shadow = stamp(scene, 'shadow');
    this.#wake = stamp(scene, 'dust').setOrigin(1, 0.5).setVisible(false);
    this.#puck = stamp(scene, 'flash');
    this.#flash = stamp(scene, 'flash').setDisplaySize(68, 68).setAlpha(0);
    this.#body = scene.add.container(0, 0, [this.#puck, this.#flash]);
    this.#lantern = stamp(scene, 'flash').setVisible(false);
    this.#crown = stamp(scene, 'crown').setVisible(false);
    layers.shadows.add([this.#shadow, this.#wake]);
    layers.bodies.add(this.#body);
    layers.lanterns.add([this.#lantern, this.#crown]);
    this.hide();
  }

  get role(): Puck['role'] {
    return this.#role;
  }

  hide(): void {
    this.#shadow.setVisible(false);
    this.#wake.setVisible(false);
    this.#body.setVisible(false);
    this.#lantern.setVisible(false);
    this.#crown.setVisible(false);
    this.#lag.x = this.#lag.y = this.#holdS = 0;
  }

  dress({ look }: SeatPicture): void {
    if (this.#shape === look.shape) return;
    this.#shape = look.shape;
    this.#puck.setFrame(textureOf.puck(look)).setScale(1 / DETAIL);
    this.#lantern.setFrame(textureOf.lantern(look));
    this.#wake.setFrame(textureOf.streak(look)).setOrigin(1, 0.5);
  }

  /** Puts this body over the others on the rim, where many crowd together. */
  raise(): void {
    this.#layers.lanterns.bringToTop(this.#lantern).bringToTop(this.#crown);
  }

  /** Holds the drawing still for `seconds` (hit-stop) and squashes it against `angle`, by up to 1. */
  hit(angle: number, strength: number, seconds: number, hasFlash: boolean): void {
    this.#holdS = Math.max(this.#holdS, seconds);
    this.#squash = Math.max(this.#squash, strength * 0.34);
    this.#squashAngle = angle;
    if (hasFlash) this.#flash.setAlpha(0.25 + 0.5 * strength);
  }

  /** @param seconds since the last frame; @param time seconds since the scene began, 0 when still. */
  update(puck: Puck, seconds: number, time: number, hasCrown: boolean): void {
    if (puck.role !== this.#role) {
      this.#role = puck.role;
      this.#roleAgeS = 0;
      this.#lag.x = this.#lag.y = this.#holdS = 0;
    } else this.#roleAgeS += seconds;
    this.#follow(puck, seconds);
    const isRim = puck.role === 'rim';
    this.#lantern.setVisible(isRim);
    this.#body.setVisible(!isRim);
    this.#shadow.setVisible(puck.role === 'fighting');
    this.#crown.setVisible(hasCrown && puck.role !== 'falling');
    if (isRim) this.#drawLantern(time);
    else this.#drawPuck(puck, seconds);
    if (hasCrown) this.#crown.setPosition(this.at.x, this.at.y - (isRim ? 44 : 46)).setScale(0.62);
  }

  /** The drawn place: the real one, but still during a hit-stop and catching up after it. */
  #follow(puck: Puck, seconds: number): void {
    if (this.#holdS > 0) {
      this.#holdS -= seconds;
      this.#lag.x = clamp(this.at.x - puck.x, -60, 60);
      this.#lag.y = clamp(this.at.y - puck.y, -60, 60);
    } else {
      const kept = Math.exp(-seconds / CATCH_UP_S);
      this.#lag.x *= kept;
      this.#lag.y *= kept;
    }
    this.at.x = puck.x + this.#lag.x;
    this.at.y = puck.y + this.#lag.y;
  }

  #drawPuck(puck: Puck, seconds: number): void {
    const speed = length(puck.vx, puck.vy);
    const stretch = Math.min(0.2, Math.max(0, speed - 3) * 0.014);
    this.#squash *= Math.exp(-seconds / SQUASH_S);
    this.#flash.alpha *= Math.exp(-seconds / 0.07);
    const isSquashed = this.#squash > stretch * 0.6;
    const along = isSquashed ? -this.#squash : stretch;
    const angle = isSquashed ? this.#squashAngle : Math.atan2(puck.vy, puck.vx);
    const fallen = puck.role === 'falling' ? 1 - puck.fallLeft / tuning.fallTicks : 0;
    const size = (1 - fallen * 0.8) * this.#appearing();
    this.#body
      .setPosition(this.at.x, this.at.y + fallen * fallen * 70)
      .setRotation(angle)
      .setScale(size * (1 + along), size * (1 - along * 0.8))
      .setAlpha(1 - fallen ** 3);
    this.#puck.setRotation(-angle + fallen * 5);
    // Whoever is over the edge falls past it, not over it.
    const layer = fallen > 0.12 ? this.#layers.below : this.#layers.bodies;
    if (this.#body.parentContainer !== layer) layer.add(this.#body);
    this.#shadow.setPosition(this.at.x + 3, this.at.y + 13).setDisplaySize(96 * size, 88 * size);
    const isFast = puck.role === 'fighting' && (puck.dashLeft > 0 || speed > 9);
    this.#wake.setVisible(isFast);
    if (!isFast) return;
    this.#wake
      .setPosition(this.at.x, this.at.y)
      .setRotation(Math.atan2(puck.vy, puck.vx))
      .setDisplaySize(30 + speed * 6.5, 62)
      .setAlpha(Math.min(0.85, speed / 20));
  }

  #drawLantern(time: number): void {
    this.#wake.setVisible(false);
    const bob = Math.sin(time * 2 + this.at.x * 0.01) * 4;
    const scale = (LANTERN_SIZE * this.#appearing()) / DETAIL;
    this.#lantern
      .setPosition(this.at.x, this.at.y + bob)
      .setRotation(Math.sin(time * 1.6 + this.at.y * 0.01) * 0.08)
      .setScale(scale);
  }

  /** Size after a change of role: grows a little too far, then settles (a fall begins at full size). */
  #appearing(): number {
    if (this.#role === 'falling' || this.#roleAgeS >= RISE_S) return 1;
    const t = this.#roleAgeS / RISE_S - 1;
    return 1 + 2.7 * t * t * t + 1.7 * t * t;
  }
}
