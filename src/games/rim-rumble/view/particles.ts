/**
 * A fixed pool of small things that fly: sparks, dust, splinters, confetti. Nothing is made while playing; when
 * all are in the air, the oldest is used again, and slow devices get fewer.
 */
import type { GameObjects, Scene } from 'phaser';
import { stamp } from './sheet.ts';

const POOL = 220;

interface Particle {
  readonly image: GameObjects.Image;
  vx: number;
  vy: number;
  gravity: number;
  drag: number;
  spin: number;
  scale: number;
  growth: number;
  ageMs: number;
  lifeMs: number;
}

/** How one burst looks. Lengths in world px, speeds in px per second. */
export interface Burst {
  readonly count: number;
  readonly speed: number;
  readonly lifeMs: number;
  readonly scale: number;
  /** Share by which a particle grows (or shrinks, below 0) over its life. */
  readonly growth?: number;
  readonly gravity?: number;
  readonly drag?: number;
  /** Direction and half the opening of the cone, radians; all round without. */
  readonly angle?: number;
  readonly spread?: number;
}

export class Particles {
  readonly #pool: Particle[] = [];
  readonly #layer: GameObjects.Container;
  #next = 0;
  #flying = 0;

  /** How many of a burst are born now, 0 to 1. */
  share = 1;

  constructor(scene: Scene, layer: GameObjects.Container) {
    this.#layer = layer.setVisible(false);
    for (let i = 0; i < POOL; i++) {
      const image = stamp(scene, 'spark-lamp').setVisible(false);
      layer.add(image);
      this.#pool.push({
        image,
        vx: 0,
        vy: 0,
        gravity: 0,
        drag: 0,
        spin: 0,
        scale: 1,
        growth: 0,
        ageMs: 0,
        lifeMs: 0,
      });
    }
  }

  burst(texture: string, x: number, y: number, burst: Burst): void {
    const { angle = 0, spread = Math.PI, gravity = 0, drag = 2.5, growth = -0.8 } = burst;
    const count = Math.round(burst.count * this.share);
    for (let i = 0; i < count; i++) {
      const particle = this.#pool[this.#next]!;
      this.#next = (this.#next + 1) % POOL;
      const direction = angle + (Math.random() * 2 - 1) * spread;
      const speed = burst.speed * (0.35 + Math.random() * 0.65);
      particle.vx = Math.cos(direction) * speed;
      particle.vy = Math.sin(direction) * speed;
      particle.gravity = gravity;
      particle.drag = drag;
      particle.growth = growth;
      particle.spin = (Math.random() * 2 - 1) * 9;
      particle.scale = burst.scale * (0.6 + Math.random() * 0.6);
      particle.ageMs = 0;
      particle.lifeMs = burst.lifeMs * (0.6 + Math.random() * 0.4);
      particle.image
        .setFrame(texture)
        .setPosition(x, y)
        .setRotation(direction)
        .setScale(particle.scale)
        .setAlpha(1)
        .setVisible(true);
    }
    if (count === 0) return;
    this.#flying = POOL;
    this.#layer.setVisible(true);
  }

  update(deltaMs: number): void {
    if (this.#flying === 0) return;
    const seconds = deltaMs / 1000;
    this.#flying = 0;
    for (let i = 0; i < POOL; i++) {
      const particle = this.#pool[i]!;
      const { image } = particle;
      if (!image.visible) continue;
      particle.ageMs += deltaMs;
      const age = particle.ageMs / particle.lifeMs;
      if (age >= 1) {
        image.setVisible(false);
        continue;
      }
      this.#flying++;
      const kept = Math.max(0, 1 - particle.drag * seconds);
      particle.vx *= kept;
      particle.vy = particle.vy * kept + particle.gravity * seconds;
      image.x += particle.vx * seconds;
      image.y += particle.vy * seconds;
      image.rotation += particle.spin * seconds;
      image.setScale(particle.scale * (1 + particle.growth * age)).setAlpha(1 - age * age);
    }
    if (this.#flying === 0) this.#layer.setVisible(false);
  }
}
