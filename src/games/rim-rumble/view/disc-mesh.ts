/**
 * Rings of triangles cut out of the deck's picture: the disc, its rim, its side, the glow at its edge. They are made
 * once and bent to each radius; nothing is allocated afterwards. WebGL only.
 */
import type { GameObjects, Scene } from 'phaser';
import { DECK_KEY, uOf, vOf } from './deck-picture.ts';

/** Corners of the polygon that stands for a circle: on the largest disc it is off by a quarter px. */
const SEGMENTS = 96;
/** Numbers per vertex: x, y, u, v. */
const STRIDE = 4;
/** Each ring has an inner and an outer vertex at every corner, and at the first corner twice. */
const PER_RING = (SEGMENTS + 1) * 2;
const COS = Array.from({ length: SEGMENTS + 1 }, (_, i) => Math.cos((i / SEGMENTS) * Math.PI * 2));
const SIN = Array.from({ length: SEGMENTS + 1 }, (_, i) => Math.sin((i / SEGMENTS) * Math.PI * 2));

/** A ring's inner or outer border. */
export type Border = 0 | 1;
export const INNER = 0;
export const OUTER = 1;

export class DiscMesh {
  readonly mesh: GameObjects.Mesh2D;

  /** Rings are drawn in the order of their numbers. */
  constructor(scene: Scene, rings: number) {
    const vertices = new Array<number>(rings * PER_RING * STRIDE).fill(0);
    const indices: number[] = [];
    for (let ring = 0; ring < rings; ring++) {
      for (let i = 0; i < SEGMENTS; i++) {
        const first = ring * PER_RING + i * 2;
        // Three vertices and the number of the texture's source.
        indices.push(first, first + 1, first + 2, 0, first + 1, first + 3, first + 2, 0);
      }
    }
    this.mesh = scene.add.mesh2d(0, 0, DECK_KEY, vertices, indices).setOrigin(0).setRenderAsTriangles(true);
  }

  /**
   * Puts a border of a ring at `radius`, with what the picture shows at `shownRadius`; its lower half is both drawn
   * and looked up `drop` lower. World px.
   */
  show(ring: number, border: Border, radius: number, shownRadius: number, drop = 0): this {
    const { vertices } = this.mesh;
    for (let i = 0; i <= SEGMENTS; i++) {
      const at = (ring * PER_RING + i * 2 + border) * STRIDE;
      const lower = SIN[i]! >= 0 ? drop : 0;
      vertices[at] = COS[i]! * radius;
      vertices[at + 1] = SIN[i]! * radius + lower;
      vertices[at + 2] = uOf(COS[i]! * shownRadius);
      vertices[at + 3] = vOf(SIN[i]! * shownRadius + lower);
    }
    return this;
  }

  /** Puts a border of a ring at `radius`, with the picture's one point (u, v) all round. */
  paint(ring: number, border: Border, radius: number, u: number, v: number): this {
    const { vertices } = this.mesh;
    for (let i = 0; i <= SEGMENTS; i++) {
      const at = (ring * PER_RING + i * 2 + border) * STRIDE;
      vertices[at] = COS[i]! * radius;
      vertices[at + 1] = SIN[i]! * radius;
      vertices[at + 2] = u;
      vertices[at + 3] = v;
    }
    return this;
  }
}
