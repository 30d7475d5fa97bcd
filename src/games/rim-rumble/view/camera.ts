/**
 * Which part of the world is seen: the whole disc with the rim's lanterns. Comes closer by most of what
 * the disc shrinks, so that a small disc is easy to see and still feels small; shakes a little on hard hits.
 */
import type { GameObjects } from 'phaser';
import { tuning } from '../tuning.ts';
import type { Layout } from './layout.ts';

/** World px beyond the disc's edge that stay in sight: the lanterns on their ring. */
const BEYOND = tuning.rimGap + 28;
/** Share of the shrinking that the camera follows. */
const FOLLOW = 0.7;
const SHAKE_S = 0.12;
const SHAKE_UNITS = 5;

export class Camera {
  readonly #world: GameObjects.Container;
  #roundRadius = 0;
  #scale = 0;
  #shakeS = 0;
  #shakeSize = 0;
  #layout: Layout | undefined;

  constructor(world: GameObjects.Container) {
    this.#world = world;
  }

  fit(layout: Layout): void {
    this.#layout = layout;
    this.#scale = 0;
  }

  /** @param strength 0 to 1. */
  shake(strength: number): void {
    this.#shakeS = SHAKE_S;
    this.#shakeSize = strength;
  }

  /** @param isStill reduced motion: no shake, and the zoom stays through a round. */
  update(discRadius: number, isRoundStart: boolean, seconds: number, isStill: boolean): void {
    if (this.#layout === undefined) return;
    const { field, unit } = this.#layout;
    if (isRoundStart || discRadius > this.#roundRadius) this.#roundRadius = discRadius;
    const followed = isStill ? 0 : FOLLOW * (this.#roundRadius - discRadius);
    const wanted = field.reach / (this.#roundRadius - followed + BEYOND);
    this.#scale = this.#scale === 0 ? wanted : wanted + (this.#scale - wanted) * Math.exp(-seconds / 0.25);
    this.#shakeS = Math.max(0, this.#shakeS - seconds);
    const shake = isStill ? 0 : (this.#shakeS / SHAKE_S) * this.#shakeSize * SHAKE_UNITS * unit;
    this.#world
      .setScale(this.#scale)
      .setPosition(
        field.x + (Math.random() * 2 - 1) * shake,
        field.y - 8 * this.#scale + (Math.random() * 2 - 1) * shake,
      );
  }

  /** World to canvas. */
  toX(x: number): number {
    return this.#world.x + x * this.#scale;
  }
  toY(y: number): number {
    return this.#world.y + y * this.#scale;
  }
  get scale(): number {
    return this.#scale;
  }
}
