/** What only the own player needs to see: a ring round the own body, when the next dash is ready, where it would go. */
import { BlendModes, type GameObjects, type Scene } from 'phaser';
import { length } from '../../../core/math.ts';
import type { Puck } from '../state.ts';
import { tuning } from '../tuning.ts';
import { stamp } from './sheet.ts';
import { ARCS, RING_RADIUS } from './textures.ts';

const AIM_DISTANCE = tuning.puckRadius + 34;
/** World px that the ring grows by when the dash is ready again. */
const POP = 8;

export class OwnMarks {
  readonly #glow: GameObjects.Image;
  /** Dark, below the ring. */
  readonly #track: GameObjects.Image;
  readonly #ring: GameObjects.Image;
  /** Pieces of the ring, clockwise from the top, that come one after the other while the dash gets ready. */
  readonly #arcs: GameObjects.Image[] = [];
  readonly #aim: GameObjects.Image;
  #readyAgeS = 1;

  constructor(scene: Scene, layer: GameObjects.Container) {
    this.#glow = stamp(scene, 'halo').setBlendMode(BlendModes.ADD).setDisplaySize(230, 230);
    this.#track = stamp(scene, 'track');
    this.#ring = stamp(scene, 'ring');
    for (let i = 0; i < ARCS; i++) {
      this.#arcs.push(stamp(scene, 'arc').setRotation((i / ARCS) * Math.PI * 2));
    }
    this.#aim = stamp(scene, 'aim').setScale(0.55);
    layer.add([this.#glow, this.#track, this.#ring, ...this.#arcs, this.#aim]);
  }

  /** @param at where the own body is drawn; undefined hides the marks. */
  update(puck: Puck | undefined, at: { readonly x: number; readonly y: number }, seconds: number): void {
    const isShown = puck !== undefined && puck.role !== 'falling';
    this.#glow.setVisible(isShown);
    this.#track.setVisible(isShown);
    const whole = puck?.role === 'rim' ? tuning.lobCooldown : tuning.dashCooldown;
    const ready = isShown ? 1 - Math.min(1, puck.cooldown / whole) : 0;
    this.#drawRing(ready, at, seconds);
    this.#aim.setVisible(isShown);
    if (isShown) this.#drawAim(puck, ready, at);
  }

  /** @param ready share of the wait that is over, 0 to 1. */
  #drawRing(ready: number, at: { readonly x: number; readonly y: number }, seconds: number): void {
    this.#readyAgeS = ready < 1 ? 0 : this.#readyAgeS + seconds;
    const pop = ready < 1 ? 0 : Math.max(0, 1 - this.#readyAgeS / 0.25);
    const scale = (RING_RADIUS.world + pop * POP) / RING_RADIUS.texture;
    this.#glow.setPosition(at.x, at.y).setAlpha(0.45 + 0.4 * pop);
    this.#track.setPosition(at.x, at.y).setScale(scale);
    this.#ring
      .setPosition(at.x, at.y)
      .setScale(scale)
      .setVisible(ready >= 1);
    for (let i = 0; i < ARCS; i++) {
      // The newest piece fades in.
      const alpha = ready >= 1 ? 0 : Math.max(0, Math.min(1, ready * ARCS - i));
      this.#arcs[i]!.setPosition(at.x, at.y)
        .setScale(scale)
        .setAlpha(alpha)
        .setVisible(alpha > 0);
    }
  }

  #drawAim(puck: Puck, ready: number, at: { readonly x: number; readonly y: number }): void {
    const strength = length(puck.aimX, puck.aimY);
    const angle = Math.atan2(puck.aimY, puck.aimX);
    const distance = AIM_DISTANCE + strength * 6;
    this.#aim
      .setPosition(at.x + Math.cos(angle) * distance, at.y + Math.sin(angle) * distance)
      .setRotation(angle)
      .setAlpha(strength < 0.2 ? 0 : ready < 1 ? 0.35 : 0.95);
  }
}
