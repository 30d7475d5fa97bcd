/** What only the own player needs to see: a ring round the own body, when the next dash is ready, where it would go. */
import { BlendModes, type GameObjects, type Scene } from 'phaser';
import { length } from '../../../core/math.ts';
import type { Puck } from '../state.ts';
import { tuning } from '../tuning.ts';
import { stamp } from './sheet.ts';

const RING_RADIUS = tuning.puckRadius + 10;
const AIM_DISTANCE = tuning.puckRadius + 34;

export class OwnMarks {
  readonly #glow: GameObjects.Image;
  readonly #ring: GameObjects.Graphics;
  readonly #aim: GameObjects.Image;
  #readyAgeS = 1;

  constructor(scene: Scene, layer: GameObjects.Container) {
    this.#glow = stamp(scene, 'halo').setBlendMode(BlendModes.ADD);
    this.#ring = scene.add.graphics();
    this.#aim = stamp(scene, 'aim');
    layer.add([this.#glow, this.#ring, this.#aim]);
  }

  /** @param at where the own body is drawn; undefined hides the marks. */
  update(puck: Puck | undefined, at: { readonly x: number; readonly y: number }, seconds: number): void {
    const isShown = puck !== undefined && puck.role !== 'falling';
    this.#glow.setVisible(isShown);
    this.#ring.setVisible(isShown);
    this.#aim.setVisible(isShown);
    if (!isShown) return;
    const whole = puck.role === 'rim' ? tuning.lobCooldown : tuning.dashCooldown;
    const ready = 1 - Math.min(1, puck.cooldown / whole);
    this.#readyAgeS = ready < 1 ? 0 : this.#readyAgeS + seconds;
    const pop = ready < 1 ? 0 : Math.max(0, 1 - this.#readyAgeS / 0.25);
    this.#glow
      .setPosition(at.x, at.y)
      .setDisplaySize(230, 230)
      .setAlpha(0.45 + 0.4 * pop);

    const ring = this.#ring.setPosition(at.x, at.y).clear();
    const radius = RING_RADIUS + pop * 8;
    ring.lineStyle(5, 0x14172b, 0.55).strokeCircle(0, 0, radius);
    ring.lineStyle(5, ready < 1 ? 0xffc24f : 0xfff7ea, 1);
    if (ready >= 1) ring.strokeCircle(0, 0, radius);
    else {
      const start = -Math.PI / 2;
      ring
        .beginPath()
        .arc(0, 0, radius, start, start + Math.PI * 2 * ready)
        .strokePath();
    }

    const strength = length(puck.aimX, puck.aimY);
    const angle = Math.atan2(puck.aimY, puck.aimX);
    const distance = AIM_DISTANCE + strength * 6;
    this.#aim
      .setPosition(at.x + Math.cos(angle) * distance, at.y + Math.sin(angle) * distance)
      .setRotation(angle)
      .setScale(0.55)
      .setAlpha(strength < 0.2 ? 0 : ready < 1 ? 0.35 : 0.95);
  }
}
