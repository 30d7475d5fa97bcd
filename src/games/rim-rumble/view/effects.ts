/** Events to sights and sounds: bursts, rings, hit-stop, shake, points that pop up. */
import { BlendModes, type GameObjects, type Scene } from 'phaser';
import { asSeatId } from '../../../core/ids.ts';
import type { EventOf } from '../../../sdk/game.ts';
import type { ViewContext } from '../../../sdk/view.ts';
import type { RimEvents, RimState } from '../state.ts';
import { tuning } from '../tuning.ts';
import type { Announcer } from './announcer.ts';
import type { BumperSprites } from './bumper-sprites.ts';
import type { Camera } from './camera.ts';
import type { Particles } from './particles.ts';
import type { PuckSprite } from './puck-sprite.ts';
import { stamp } from './sheet.ts';
import { SOUNDS } from './sounds.ts';
import { textureOf } from './textures.ts';

type RimEvent = EventOf<RimEvents>;
type EventData<T extends RimEvent['type']> = Extract<RimEvent, { type: T }>['data'];

interface EffectsParts {
  readonly context: ViewContext<RimState, RimEvents>;
  readonly pucks: readonly PuckSprite[];
  readonly bumpers: BumperSprites;
  readonly particles: Particles;
  readonly camera: Camera;
  readonly announcer: Announcer;
}

const RINGS = 8;
const RING_S = 0.3;
/** Bright flashes are at least so far apart, s: never more than three a second. */
const FLASH_GAP_S = 0.34;
/** Splinters that fall off the edge, per second. */
const CRUMBS_PER_S = 7;

export class Effects {
  readonly #parts: EffectsParts;
  readonly #rings: GameObjects.Image[] = [];
  #nextRing = 0;
  #sinceFlashS = FLASH_GAP_S;
  #crumbsDue = 0;

  constructor(scene: Scene, layer: GameObjects.Container, parts: EffectsParts) {
    this.#parts = parts;
    for (let i = 0; i < RINGS; i++) {
      const ring = stamp(scene, 'shock').setBlendMode(BlendModes.ADD).setVisible(false);
      layer.add(ring);
      this.#rings.push(ring);
    }
  }

  show(event: RimEvent, state: RimState): void {
    switch (event.type) {
      case 'hit':
        this.#hit(event.data, state);
        break;
      case 'dash':
        this.#dash(event.data.seat, state);
        break;
      case 'lob':
        this.#play(SOUNDS.lob, this.#parts.pucks[event.data.seat]?.at.x ?? 0, 0.7);
        break;
      case 'fall':
        this.#fall(event.data);
        break;
      case 'roundEnd':
        this.#score(event.data.winner, event.data.points);
        break;
      case 'roundStart':
        // The state says the same, also to those who come late: see StageCalls.
        break;
    }
  }

  update(seconds: number): void {
    this.#sinceFlashS += seconds;
    for (const ring of this.#rings) {
      if (!ring.visible) continue;
      ring.alpha -= seconds / RING_S;
      ring.scale += seconds * 3.4;
      if (ring.alpha <= 0) ring.setVisible(false);
    }
  }

  /** A lob came down. */
  landed(x: number, y: number): void {
    this.#parts.particles.burst('dust', x, y + 10, { count: 8, speed: 130, lifeMs: 420, scale: 0.5 });
    this.#play(SOUNDS.land, x, 0.8);
  }

  /** Splinters and embers drop off the shrinking edge. */
  crumble(radius: number, seconds: number): void {
    this.#crumbsDue += CRUMBS_PER_S * seconds;
    for (; this.#crumbsDue >= 1; this.#crumbsDue--) {
      const angle = Math.random() * Math.PI * 2;
      const x = Math.cos(angle) * radius;
      const y = Math.sin(angle) * radius;
      const { particles } = this.#parts;
      particles.burst('chip', x, y, {
        count: 1,
        speed: 50,
        lifeMs: 700,
        scale: 0.7,
        gravity: 420,
        angle,
        spread: 0.5,
      });
      particles.burst('spark-lamp', x, y, {
        count: 1,
        speed: 34,
        lifeMs: 600,
        scale: 0.4,
        gravity: -60,
        angle,
      });
    }
  }

  /** Confetti for the winner of the match. */
  celebrate(): void {
    const { context, particles } = this.#parts;
    if (context.reducedMotion) return;
    for (const { look } of context.seats()) {
      for (const x of [-260, 260]) {
        particles.burst(textureOf.spark(look), x, 260, {
          count: 6,
          speed: 1150,
          lifeMs: 1900,
          scale: 0.9,
          growth: -0.3,
          gravity: 900,
          drag: 1.6,
          angle: -Math.PI / 2 - x * 0.001,
          spread: 0.45,
        });
      }
    }
  }

  say(sound: (typeof SOUNDS)[keyof typeof SOUNDS]): void {
    this.#parts.context.play(sound);
  }

  #hit({ x, y, a, b, force }: EventData<'hit'>, state: RimState): void {
    const { context, particles, pucks, bumpers, camera } = this.#parts;
    const strength = Math.min(1, force / 11);
    const isHard = force >= 6;
    const isOwn = a === context.ownSeat || b === context.ownSeat;
    this.#play(isHard ? SOUNDS.hardHit : SOUNDS.hit, x, 0.25 + 0.75 * strength);
    if (b < 0) bumpers.bounceAt(state, x, y);
    const hasFlash = isHard && !context.reducedMotion && this.#sinceFlashS >= FLASH_GAP_S;
    if (hasFlash) this.#sinceFlashS = 0;
    const stopS = force >= 4 ? 0.04 + 0.02 * strength : 0;
    for (const seat of [a, b]) {
      const puck = pucks[seat];
      if (puck === undefined) continue;
      puck.hit(Math.atan2(puck.at.y - y, puck.at.x - x), strength, stopS, hasFlash);
      const look = context.seat(asSeatId(seat))?.look;
      if (look === undefined || force < 2) continue;
      particles.burst(textureOf.spark(look), x, y, {
        count: 4 + Math.round(5 * strength),
        speed: 180 + 420 * strength,
        lifeMs: 420,
        scale: 0.55 + 0.3 * strength,
      });
    }
    if (force < 2) return;
    particles.burst('spark-lamp', x, y, {
      count: 3 + Math.round(5 * strength),
      speed: 240 + 460 * strength,
      lifeMs: 340,
      scale: 0.5,
    });
    if (isHard) this.#ring(x, y, 0.35 + 0.3 * strength);
    if (isHard && (isOwn || force >= 10)) camera.shake(isOwn ? strength : strength * 0.5);
    if (isOwn && force >= 4) context.vibrate(12 + Math.round(strength * 18));
  }

  #dash(seat: number, state: RimState): void {
    const puck = state.pucks[seat];
    if (puck === undefined) return;
    this.#play(SOUNDS.dash, puck.x, seat === this.#parts.context.ownSeat ? 1 : 0.5);
    this.#parts.particles.burst('dust', puck.x, puck.y, {
      count: 6,
      speed: 210,
      lifeMs: 360,
      scale: 0.5,
      angle: Math.atan2(-puck.vy, -puck.vx),
      spread: 0.7,
    });
  }

  #fall({ x, y, seat, by, points }: EventData<'fall'>): void {
    const { context, particles, camera } = this.#parts;
    const isOwn = seat === context.ownSeat;
    this.#play(SOUNDS.fall, x, isOwn ? 1 : 0.7);
    particles.burst('chip', x, y, { count: 7, speed: 260, lifeMs: 620, scale: 0.8, gravity: 500 });
    particles.burst('dust', x, y, { count: 10, speed: 190, lifeMs: 620, scale: 0.75, growth: 0.5 });
    this.#ring(x, y, 0.5);
    if (isOwn) {
      camera.shake(0.8);
      context.vibrate(60);
    }
    this.#score(by, points);
  }

  /** Points rise from the body of who made them. */
  #score(seat: number, points: number): void {
    const { context, particles, pucks, camera, announcer } = this.#parts;
    const look = context.seat(asSeatId(seat))?.look;
    const at = pucks[seat]?.at;
    if (points === 0 || look === undefined || at === undefined) return;
    announcer.pop(`+${points}`, look.colour, camera.toX(at.x), camera.toY(at.y - tuning.puckRadius * 2.2));
    this.#play(SOUNDS.point, at.x, seat === context.ownSeat ? 1 : 0.45);
    particles.burst(textureOf.spark(look), at.x, at.y, { count: 10, speed: 260, lifeMs: 500, scale: 0.6 });
  }

  #ring(x: number, y: number, scale: number): void {
    const ring = this.#rings[this.#nextRing]!;
    this.#nextRing = (this.#nextRing + 1) % RINGS;
    ring.setPosition(x, y).setScale(scale).setAlpha(0.8).setVisible(true);
  }

  #play(sound: (typeof SOUNDS)[keyof typeof SOUNDS], x: number, volume: number): void {
    this.#parts.context.play(sound, { volume, pan: (x / tuning.discRadiusMost) * 0.6 });
  }
}
