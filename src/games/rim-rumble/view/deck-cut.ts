/** The deck sawn off at any radius, and the glow where it will be sawn off next: two meshes over one picture. */
import type { GameObjects, Scene } from 'phaser';
import { tuning } from '../tuning.ts';
import { GLOW_U, glowV, RIM_WIDTH, THICKNESS } from './deck-picture.ts';
import { DiscMesh, INNER, OUTER } from './disc-mesh.ts';

const WHOLE = tuning.discRadiusMost;
/** Drawn so far beyond the edge, where the picture fades out: no jagged edge. World px. */
const SOFT = 1;
/** The burning edge reaches so far inwards and outwards, world px. */
const BURN_IN = 7;
const BURN_OUT = 5;
/** Changes of the glow below this are not drawn, world px. */
const STEP = 0.4;

/** The wood's rings, from below to above. */
const SIDE = 0;
const PLANKS = 1;
const RIM = 2;
/** The glow's. */
const LOST = 0;
const EDGE = 1;

export class DeckCut {
  readonly parts: readonly GameObjects.Mesh2D[];
  readonly #wood: DiscMesh;
  readonly #glow: DiscMesh;
  #glowRadius = -1;
  #glowWidth = -1;

  constructor(scene: Scene) {
    this.#wood = new DiscMesh(scene, 3);
    this.#glow = new DiscMesh(scene, 2);
    this.parts = [this.#wood.mesh, this.#glow.mesh];
  }

  /** Cuts the deck to `radius`, world px. */
  cut(radius: number): void {
    const inner = Math.max(0, radius - RIM_WIDTH);
    this.#wood.mesh.setVisible(radius >= 2);
    this.#wood
      .show(SIDE, INNER, radius, WHOLE)
      .show(SIDE, OUTER, radius, WHOLE, THICKNESS + SOFT)
      .show(PLANKS, INNER, 0, 0)
      .show(PLANKS, OUTER, inner, inner)
      .show(RIM, INNER, inner, WHOLE - RIM_WIDTH)
      .show(RIM, OUTER, radius + SOFT, WHOLE + SOFT);
  }

  /** Lets the outermost `width` world px glow, by `strength` from 0 to 1. */
  warn(radius: number, width: number, strength: number): void {
    const { mesh } = this.#glow;
    mesh.setVisible(radius >= 4).setAlpha(strength);
    if (Math.abs(radius - this.#glowRadius) + Math.abs(width - this.#glowWidth) < STEP) return;
    this.#glowRadius = radius;
    this.#glowWidth = width;
    this.#glow
      .paint(LOST, INNER, radius - width, GLOW_U.lost, glowV(0))
      .paint(LOST, OUTER, radius, GLOW_U.lost, glowV(1))
      .paint(EDGE, INNER, Math.max(0, radius - BURN_IN), GLOW_U.edge, glowV(0))
      .paint(EDGE, OUTER, radius + BURN_OUT, GLOW_U.edge, glowV(1));
  }

  calm(): void {
    this.#glow.mesh.setVisible(false);
  }
}
