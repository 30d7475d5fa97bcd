/**
 * The deck's picture: the largest disc, drawn once, from which `Deck` cuts the disc of the moment. Outlines that
 * are filled anew each frame would cost more time than all the rest of the game.
 */
import type { GameObjects, Scene } from 'phaser';
import { tuning } from '../tuning.ts';
import { disc, withAlpha } from './paint.ts';
import { WOOD } from './palette.ts';

export const DECK_KEY = 'rim-rumble-deck';
const SIZE = 1536;
/** Picture px per px of the game's world. */
const DETAIL = 1.5;
/** World px between the picture's upper edge and the disc. */
const ABOVE = 6;
const RADIUS = tuning.discRadiusMost;
const PLANK_WIDTH = 64;
const BAND_WIDTH = 15;
/** Height of the deck's side, world px. */
export const THICKNESS = 34;
/** The band with its shadow on the planks, world px inwards from the edge. */
export const RIM_WIDTH = BAND_WIDTH + 3;

/** From world px, the disc's centre at (0, 0), to the picture's texture coordinates: v runs upwards. */
export const uOf = (x: number): number => 0.5 + (x * DETAIL) / SIZE;
export const vOf = (y: number): number => 1 - ((y + RADIUS + ABOVE) * DETAIL) / SIZE;

/** What the edge's warning is made of: cross-sections, in the corner that the disc leaves free. */
const GLOW_SIZE = 64;
export const GLOW_U = { lost: (0.25 * GLOW_SIZE) / SIZE, edge: (0.75 * GLOW_SIZE) / SIZE } as const;
/** @param share from the inner side (0) to the outer one (1). */
export const glowV = (share: number): number => 1 - (2 + share * (GLOW_SIZE - 4)) / SIZE;

/** @param hasGlow with what the edge's warning is made of; it would show where the picture is drawn as a whole. */
export function bakeDeck(scene: Scene, hasGlow: boolean): void {
  if (scene.textures.exists(DECK_KEY)) scene.textures.remove(DECK_KEY);
  const texture = scene.textures.createCanvas(DECK_KEY, SIZE, SIZE)!;
  const { context } = texture;
  if (hasGlow) drawGlow(context);
  context.setTransform(DETAIL, 0, 0, DETAIL, SIZE / 2, (RADIUS + ABOVE) * DETAIL);
  drawSide(context);
  drawPlanks(context);
  drawBand(context);
  context.resetTransform();
  texture.refresh();
}

/** The picture itself, its origin at the disc's centre; `scaleWholeDeck` gives it a radius. */
export const placeWholeDeck = (scene: Scene): GameObjects.Image =>
  scene.add.image(0, 0, DECK_KEY).setOrigin(uOf(0), 1 - vOf(0));

export const scaleWholeDeck = (deck: GameObjects.Image, radius: number): void =>
  void deck.setScale(radius / RADIUS / DETAIL);

function strokeCircle(
  context: CanvasRenderingContext2D,
  radius: number,
  width: number,
  colour: string,
  from = 0,
  to = Math.PI * 2,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.arc(0, 0, radius, from, to);
  context.stroke();
}

function drawSide(context: CanvasRenderingContext2D): void {
  for (const [drop, colour] of [
    [THICKNESS, WOOD.sideDark],
    [THICKNESS / 2, WOOD.sideLight],
  ] as const) {
    disc(context, 0, drop, RADIUS, colour);
    context.fillRect(-RADIUS, 0, RADIUS * 2, drop);
  }
  disc(context, 0, 0, RADIUS, WOOD.gap);
}

function drawPlanks(context: CanvasRenderingContext2D): void {
  context.save();
  context.beginPath();
  context.arc(0, 0, RADIUS - BAND_WIDTH, 0, Math.PI * 2);
  context.clip();
  const half = Math.ceil(RADIUS / PLANK_WIDTH);
  for (let i = -half; i < half; i++) drawPlank(context, i);
  const paint = withAlpha(WOOD.paint, 0.16);
  strokeCircle(context, tuning.discRadiusEnd, 3, paint);
  strokeCircle(context, 54, 3, paint);
  context.restore();
}

function drawPlank(context: CanvasRenderingContext2D, i: number): void {
  const from = i * PLANK_WIDTH + 1.2;
  const width = PLANK_WIDTH - 2.4;
  context.fillStyle = WOOD.planks[Math.abs(i * 7 + 3) % WOOD.planks.length]!;
  context.fillRect(from, -RADIUS, width, RADIUS * 2);
  drawGrain(context, i);
  // Short planks are laid end to end: a joint every so often.
  for (let joint = -1; joint <= 1; joint++) {
    const y = joint * 340 + ((i * 137 + 2000) % 290) - 145;
    context.fillStyle = WOOD.joint;
    context.fillRect(from, y, width, 3);
    for (const side of [from + 9, from + width - 9]) {
      for (const nail of [y - 9, y + 12]) disc(context, side, nail, 2.4, WOOD.gap);
    }
  }
}

function drawGrain(context: CanvasRenderingContext2D, i: number): void {
  context.strokeStyle = withAlpha(WOOD.grain, 0.5);
  context.lineWidth = 1.6;
  for (let line = 0; line < 3; line++) {
    const x = i * PLANK_WIDTH + 12 + line * 18 + ((i * 31 + line * 17 + 400) % 9);
    const end = Math.sqrt(Math.max(0, RADIUS * RADIUS - x * x));
    const cut = 0.35 + ((i * 53 + line * 29 + 900) % 60) / 100;
    context.beginPath();
    context.moveTo(x, -end);
    context.lineTo(x, -end + end * cut * 2);
    context.moveTo(x + 5, end - end * (1 - cut) * 1.4);
    context.lineTo(x + 5, end);
    context.stroke();
  }
}

function drawBand(context: CanvasRenderingContext2D): void {
  const inner = RADIUS - BAND_WIDTH;
  strokeCircle(context, RADIUS - BAND_WIDTH / 2, BAND_WIDTH, WOOD.band);
  strokeCircle(context, inner, 2, WOOD.bandDark);
  strokeCircle(context, RADIUS - 2.5, 3, WOOD.bandLight);
  // Lamplight on the band, brightest at the upper left and fading both ways.
  for (let step = 0; step < 5; step++) {
    const spread = 0.62 - step * 0.12;
    const [from, to] = [Math.PI * (1.4 - spread), Math.PI * (1.4 + spread)];
    strokeCircle(context, RADIUS - 6, 5, '#FFE2B429', from, to);
  }
}

/** Left half: what will be lost, brighter inwards where its border is. Right half: the burning edge. */
function drawGlow(context: CanvasRenderingContext2D): void {
  const lost = context.createLinearGradient(0, 0, 0, GLOW_SIZE);
  lost.addColorStop(0, withAlpha(WOOD.ember, 0.5));
  lost.addColorStop(0.06, withAlpha(WOOD.ember, 0.27));
  lost.addColorStop(1, withAlpha(WOOD.ember, 0.27));
  context.fillStyle = lost;
  context.fillRect(0, 0, GLOW_SIZE / 2, GLOW_SIZE);
  const edge = context.createLinearGradient(0, 0, 0, GLOW_SIZE);
  edge.addColorStop(0, withAlpha(WOOD.ember, 0.0));
  edge.addColorStop(0.35, withAlpha(WOOD.ember, 0.44));
  edge.addColorStop(0.5, '#FFC07AE0');
  edge.addColorStop(0.65, '#FFC07AE0');
  edge.addColorStop(1, withAlpha(WOOD.ember, 0.0));
  context.fillStyle = edge;
  context.fillRect(GLOW_SIZE / 2, 0, GLOW_SIZE / 2, GLOW_SIZE);
}
