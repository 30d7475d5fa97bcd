/**
 * Rim Rumble's textures: pucks, lanterns and badges of every look, bumpers, glows and marks, all drawn by code.
 */
import type { Scene } from 'phaser';
import { OUTLINES } from '../../../sdk/look-outlines.ts';
import { LOOKS, type Look } from '../../../sdk/looks.ts';
import { tuning } from '../tuning.ts';
import { drawSky, drawWire, SKY_SIZE, WIRE } from './backdrop.ts';
import { disc, withAlpha } from './paint.ts';
import { EMBER, INK, LAMP, NIGHT } from './palette.ts';
import { Sheet } from './sheet.ts';

/** Texture px per px of the game's world, of pucks, lanterns and bumpers. */
export const DETAIL = 1.5;
const SIZE = 128;
const MIDDLE = SIZE / 2;

/** The ring round the own body: its radius on the sheet and in the world, px; and the pieces that it fills up by. */
export const RING_RADIUS = { texture: 58, world: tuning.puckRadius + 10 } as const;
export const ARCS = 16;

export const textureOf = {
  puck: (look: Look) => `puck-${look.shape}`,
  lantern: (look: Look) => `lantern-${look.shape}`,
  badge: (look: Look) => `badge-${look.shape}`,
  bumper: (look: Look) => `bumper-${look.colourName}`,
  spark: (look: Look) => `spark-${look.colourName}`,
  streak: (look: Look) => `streak-${look.colourName}`,
} as const;

/** Plates by how long they are, in their own heights: one is stretched a little to the length that is needed. */
const PILL_HEIGHT = 56;
const PILLS = [
  ['pill', 1.8],
  ['long-pill', 5.2],
] as const;

export function bakeTextures(scene: Scene): void {
  const sheet = new Sheet(scene);
  sheet.draw('sky', SKY_SIZE, SKY_SIZE, drawSky);
  sheet.glow('halo', 256, [
    [0, '#FFB24780'],
    [0.5, '#FF9A3C38'],
    [0.8, '#FF9A3C0C'],
    [1, '#FF9A3C00'],
  ]);
  sheet.glow('deck-light', 256, [
    [0, '#FFC879B0'],
    [0.35, '#FFB85E70'],
    [0.75, '#FF9E4820'],
    [1, '#FF9E4800'],
  ]);
  for (const look of LOOKS) {
    sheet.draw(textureOf.puck(look), SIZE, SIZE, (context) => drawPuck(context, look));
    sheet.draw(textureOf.lantern(look), SIZE, SIZE, (context) => drawLantern(context, look));
  }
  // Looks 8 to 15 have the colours of looks 0 to 7 again.
  for (const look of LOOKS.filter(({ striped }) => !striped)) {
    sheet.draw(textureOf.bumper(look), SIZE, SIZE, (context) => drawBumper(context, look.colour));
    sheet.draw(textureOf.streak(look), 128, 64, (context) => drawStreak(context, look.colour));
    drawSpark(sheet, textureOf.spark(look), look.colour);
  }
  drawRing(sheet, 'shock', 52, 7, '#FFF1D6');
  const ringWidth = 5 * (RING_RADIUS.texture / RING_RADIUS.world);
  drawRing(sheet, 'track', RING_RADIUS.texture, ringWidth, withAlpha(NIGHT, 0.55));
  drawRing(sheet, 'ring', RING_RADIUS.texture, ringWidth, INK);
  drawArc(sheet, ringWidth);
  drawRing(sheet, 'target', 50, 6, EMBER, [18, 12]);
  for (const look of LOOKS) {
    sheet.draw(textureOf.badge(look), 64, 64, (context) => drawShape(context, look, 32, 32, 54, 'coloured'));
  }
  sheet.draw('wire', WIRE.width, WIRE.height, drawWire);
  for (const [name, share] of PILLS) {
    drawPill(sheet, name, share, false);
    drawPill(sheet, `own-${name}`, share, true);
  }
  drawSmallThings(sheet);
  sheet.finish();
}

function drawSmallThings(sheet: Sheet): void {
  sheet.glow('flash', 64, [
    [0, '#FFFFFFFF'],
    [0.7, '#FFFFFFE0'],
    [0.95, '#FFFFFF00'],
    [1, '#FFFFFF00'],
  ]);
  sheet.glow('shadow', 64, [
    [0, '#06071499'],
    [0.55, '#06071480'],
    [1, '#06071400'],
  ]);
  sheet.glow('dust', 64, [
    [0, '#D9C3A6B0'],
    [0.5, '#D9C3A660'],
    [1, '#D9C3A600'],
  ]);
  sheet.draw('aim', 64, 64, drawAim);
  sheet.draw('crown', 64, 64, drawCrown);
  sheet.draw('chip', 24, 24, drawChip);
  drawSpark(sheet, 'spark-lamp', LAMP);
}

function drawPuck(context: CanvasRenderingContext2D, look: Look): void {
  const radius = tuning.puckRadius * DETAIL;
  const top = MIDDLE - 4;
  disc(context, MIDDLE, top + 10, radius, NIGHT);
  disc(context, MIDDLE, top + 10, radius - 2.5, look.colour);
  disc(context, MIDDLE, top + 10, radius - 2.5, '#0B0D1F80');
  disc(context, MIDDLE, top, radius, NIGHT);
  disc(context, MIDDLE, top, radius - 2.5, look.colour);
  context.save();
  context.beginPath();
  context.arc(MIDDLE, top, radius - 2.5, 0, Math.PI * 2);
  context.clip();
  if (look.striped) drawSpokes(context, top, radius);
  const light = context.createRadialGradient(MIDDLE - 16, top - 22, 4, MIDDLE, top, radius);
  light.addColorStop(0, '#FFFFFF66');
  light.addColorStop(0.55, '#FFFFFF0C');
  light.addColorStop(1, '#0B0D1F48');
  disc(context, MIDDLE, top, radius, light);
  context.restore();
  drawShape(context, look, MIDDLE, top, 70, 'dark');
}

/** The stripes of looks 8 to 15: dark wedges round the edge. */
function drawSpokes(context: CanvasRenderingContext2D, top: number, radius: number): void {
  const count = 9;
  context.fillStyle = withAlpha(NIGHT, 0.8);
  for (let i = 0; i < count; i++) {
    const from = (i / count) * Math.PI * 2;
    const to = from + Math.PI / count;
    context.beginPath();
    context.arc(MIDDLE, top, radius, from, to);
    context.arc(MIDDLE, top, radius * 0.74, to, from, true);
    context.fill();
  }
}

/** A look's shape in a box of `size` px round (x, y): dark on a coloured thing, or coloured by itself. */
function drawShape(
  context: CanvasRenderingContext2D,
  look: Look,
  x: number,
  y: number,
  size: number,
  ink: 'dark' | 'coloured',
): void {
  const outline = new Path2D(OUTLINES[look.shape]);
  context.save();
  context.translate(x - size / 2, y - size / 2);
  context.scale(size / 100, size / 100);
  context.fillStyle = ink === 'dark' ? NIGHT : look.colour;
  context.fill(outline, 'evenodd');
  if (look.striped && ink === 'coloured') {
    context.clip(outline, 'evenodd');
    context.rotate(Math.PI / 4);
    context.fillStyle = withAlpha(NIGHT, 0.72);
    for (let at = -150; at < 150; at += 24) context.fillRect(at, -150, 10, 300);
  }
  context.restore();
  if (look.striped && ink === 'coloured') {
    context.save();
    context.translate(x - size / 2, y - size / 2);
    context.scale(size / 100, size / 100);
    context.strokeStyle = look.colour;
    context.lineWidth = 8;
    context.stroke(outline);
    context.restore();
  }
}

/** A paper lantern: what a player is while waiting on the rim. */
function drawLantern(context: CanvasRenderingContext2D, look: Look): void {
  const halfWidth = 34;
  const halfHeight = 38;
  context.fillStyle = NIGHT;
  context.beginPath();
  context.ellipse(MIDDLE, MIDDLE, halfWidth + 3, halfHeight + 3, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = look.colour;
  context.beginPath();
  context.ellipse(MIDDLE, MIDDLE, halfWidth, halfHeight, 0, 0, Math.PI * 2);
  context.fill();
  const light = context.createRadialGradient(MIDDLE, MIDDLE + 10, 2, MIDDLE, MIDDLE, halfHeight);
  light.addColorStop(0, '#FFF6D8B0');
  light.addColorStop(0.6, '#FFE9B020');
  light.addColorStop(1, '#0B0D1F60');
  context.fillStyle = light;
  context.fill();
  context.fillStyle = '#2B1D18';
  for (const y of [MIDDLE - halfHeight - 5, MIDDLE + halfHeight - 5]) {
    context.beginPath();
    context.roundRect(MIDDLE - 17, y, 34, 10, 4);
    context.fill();
  }
  drawShape(context, look, MIDDLE, MIDDLE + 1, 44, 'dark');
}

function drawBumper(context: CanvasRenderingContext2D, colour: string): void {
  const radius = tuning.bumperRadius * DETAIL;
  disc(context, MIDDLE, MIDDLE + 8, radius + 2, NIGHT);
  disc(context, MIDDLE, MIDDLE + 7, radius, '#5A3826');
  disc(context, MIDDLE, MIDDLE, radius + 2, NIGHT);
  disc(context, MIDDLE, MIDDLE, radius, colour);
  disc(context, MIDDLE, MIDDLE, radius - 8, '#3A241B');
  const dome = context.createRadialGradient(MIDDLE - 7, MIDDLE - 10, 2, MIDDLE, MIDDLE, radius - 9);
  dome.addColorStop(0, '#FFF6DC');
  dome.addColorStop(0.45, LAMP);
  dome.addColorStop(1, '#B86A12');
  disc(context, MIDDLE, MIDDLE, radius - 10, dome);
}

/** A dash's wake, fading to the left; the puck is at its right end. */
function drawStreak(context: CanvasRenderingContext2D, colour: string): void {
  const fade = context.createLinearGradient(0, 0, 128, 0);
  fade.addColorStop(0, withAlpha(colour, 0));
  fade.addColorStop(1, withAlpha(colour, 0.75));
  context.fillStyle = fade;
  context.beginPath();
  context.moveTo(0, 32);
  context.quadraticCurveTo(80, 4, 128, 2);
  context.lineTo(128, 62);
  context.quadraticCurveTo(80, 60, 0, 32);
  context.fill();
}

function drawSpark(sheet: Sheet, name: string, colour: string): void {
  sheet.glow(name, 32, [
    [0, '#FFFFFFFF'],
    [0.22, withAlpha(colour, 1)],
    [0.5, withAlpha(colour, 0.45)],
    [1, withAlpha(colour, 0)],
  ]);
}

function drawRing(
  sheet: Sheet,
  name: string,
  radius: number,
  width: number,
  colour: string,
  dashes: number[] = [],
): void {
  sheet.draw(name, SIZE, SIZE, (context) => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dashes);
    context.lineCap = 'round';
    context.beginPath();
    context.arc(MIDDLE, MIDDLE, radius, 0, Math.PI * 2);
    context.stroke();
  });
}

/** One piece of the own ring, clockwise from the top. */
function drawArc(sheet: Sheet, width: number): void {
  sheet.draw('arc', SIZE, SIZE, (context) => {
    const from = -Math.PI / 2;
    context.strokeStyle = LAMP;
    context.lineWidth = width;
    context.beginPath();
    context.arc(MIDDLE, MIDDLE, RING_RADIUS.texture, from, from + (Math.PI * 2) / ARCS + 0.01);
    context.stroke();
  });
}

/** A plate behind letters, as long as `share` times its height; `frame`: the line round the own one. */
function drawPill(sheet: Sheet, name: string, share: number, frame: boolean): void {
  const height = PILL_HEIGHT;
  const width = Math.round(height * share);
  sheet.draw(name, width, height, (context) => {
    const inset = frame ? 2 : 0;
    context.beginPath();
    context.roundRect(inset, inset, width - inset * 2, height - inset * 2, height / 2 - inset);
    context.fillStyle = '#0D0F1F9E';
    context.strokeStyle = LAMP;
    context.lineWidth = 4;
    if (frame) context.stroke();
    else context.fill();
  });
}

/** A splinter of the rim. */
function drawChip(context: CanvasRenderingContext2D): void {
  context.fillStyle = '#A8744A';
  context.beginPath();
  context.moveTo(4, 8);
  context.lineTo(17, 3);
  context.lineTo(21, 14);
  context.lineTo(9, 21);
  context.fill();
}

/** The arrow that shows where a dash would go; it points right. */
function drawAim(context: CanvasRenderingContext2D): void {
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(20, 14);
  context.lineTo(48, 32);
  context.lineTo(20, 50);
  context.lineTo(28, 32);
  context.closePath();
  context.fillStyle = INK;
  context.strokeStyle = NIGHT;
  context.lineWidth = 6;
  context.stroke();
  context.fill();
}

function drawCrown(context: CanvasRenderingContext2D): void {
  const outline = new Path2D(OUTLINES.crown);
  context.translate(6, 6);
  context.scale(0.52, 0.52);
  context.lineJoin = 'round';
  context.strokeStyle = NIGHT;
  context.lineWidth = 12;
  context.stroke(outline);
  context.fillStyle = LAMP;
  context.fill(outline);
}
