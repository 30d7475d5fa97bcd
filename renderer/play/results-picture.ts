/** Draws a match's results as a picture (PNG, 1080 px wide) and hands it to the browser as a download. */
import { OUTLINES } from '../../src/sdk/look-outlines.ts';
import { BACKGROUND, LOOKS, PANEL } from '../../src/sdk/looks.ts';
import type { Standings } from './standings.ts';
import { TEXTS } from './texts.ts';

const WIDTH = 1080;
const MARGIN = 72;
const HEAD = 330;
const ROW = 96;
const AWARD = 84;
const FOOT = 120;

const INK = '#FFF7EA';
const INK_SOFT = '#BCC2E6';
const LAMP = '#FFC24F';

/** Rejects when the browser cannot make the picture. */
export async function saveResultsPicture(standings: Standings, gameTitle: string): Promise<void> {
  const canvas = drawResults(standings, gameTitle);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('The canvas gave no picture.');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = TEXTS.results.fileName(gameTitle);
  link.click();
  // The download has its own hold on the data once the click is handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function drawResults({ ranking, awards }: Standings, gameTitle: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEAD + ranking.length * ROW + awards.length * AWARD + FOOT;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('This browser has no canvas.');
  drawBackground(pen, canvas.height);

  const winners = ranking.filter(({ place }) => place === 1).map(({ name }) => name);
  write(pen, gameTitle, MARGIN, 130, `600 44px Fredoka`, LAMP);
  write(pen, TEXTS.results.winner(winners), MARGIN, 232, `400 84px "Lilita One"`, INK);

  let y = HEAD;
  for (const { place, look, name, score } of ranking) {
    pen.fillStyle = PANEL;
    pen.beginPath();
    pen.roundRect(MARGIN, y, WIDTH - 2 * MARGIN, ROW - 10, 28);
    pen.fill();
    write(pen, String(place), MARGIN + 32, y + 59, `400 42px "Lilita One"`, INK_SOFT);
    drawBadge(pen, look, MARGIN + 92, y + 13, 60);
    write(pen, name, MARGIN + 180, y + 59, `600 44px Fredoka`, INK);
    write(pen, String(score), WIDTH - MARGIN - 36, y + 60, `400 52px "Lilita One"`, INK, 'right');
    y += ROW;
  }
  y += 24;
  for (const { look, title, name, reason } of awards) {
    drawBadge(pen, look, MARGIN + 16, y + 4, 48);
    write(pen, title, MARGIN + 88, y + 40, `600 36px Fredoka`, LAMP);
    const left = MARGIN + 88 + pen.measureText(`${title}  `).width;
    write(pen, `${name} · ${reason}`, left, y + 40, `600 32px Nunito`, INK_SOFT);
    y += AWARD - 14;
  }
  write(pen, TEXTS.appName, WIDTH - MARGIN, canvas.height - 48, `400 40px "Lilita One"`, INK_SOFT, 'right');
  return canvas;
}

function drawBackground(pen: CanvasRenderingContext2D, height: number): void {
  pen.fillStyle = BACKGROUND;
  pen.fillRect(0, 0, WIDTH, height);
  const glow = pen.createRadialGradient(WIDTH / 2, 0, 0, WIDTH / 2, 0, WIDTH * 0.8);
  glow.addColorStop(0, 'rgba(255, 178, 71, 0.32)');
  glow.addColorStop(1, 'rgba(255, 178, 71, 0)');
  pen.fillStyle = glow;
  pen.fillRect(0, 0, WIDTH, height);
}

function write(
  pen: CanvasRenderingContext2D,
  text: string,
  x: number,
  baseline: number,
  font: string,
  colour: string,
  align: CanvasTextAlign = 'left',
): void {
  pen.font = font;
  pen.fillStyle = colour;
  pen.textAlign = align;
  pen.fillText(text, x, baseline, WIDTH - 2 * MARGIN);
}

function drawBadge(pen: CanvasRenderingContext2D, look: number, x: number, y: number, size: number): void {
  const { shape, colour, striped } = LOOKS[look % LOOKS.length]!;
  const outline = new Path2D(OUTLINES[shape]);
  pen.save();
  pen.translate(x, y);
  pen.scale(size / 100, size / 100);
  pen.fillStyle = colour;
  pen.fill(outline);
  if (striped) {
    pen.save();
    pen.clip(outline);
    pen.strokeStyle = BACKGROUND;
    pen.lineWidth = 9;
    pen.beginPath();
    for (let i = -100; i < 200; i += 31) {
      pen.moveTo(i, 110);
      pen.lineTo(i + 120, -10);
    }
    pen.stroke();
    pen.restore();
    pen.strokeStyle = colour;
    pen.lineWidth = 7;
    pen.stroke(outline);
  }
  pen.restore();
}
