/** A painted field in the place of the game, so that the gallery shows pages without loading Phaser. */
import { OUTLINES } from '../../src/sdk/look-outlines.ts';
import { LOOKS } from '../../src/sdk/looks.ts';
import type { StageHandle, StageRequest } from '../play/services.ts';

const NONE = { p50: 0, p95: 0, p99: 0 };
const NO_FRAMES = {
  frames: 0,
  fps: 0,
  frameMs: NONE,
  scriptMs: NONE,
  quality: 0,
  pixelRatio: 1,
  particleShare: 1,
};

export async function openFakeStage({ parent }: StageRequest): Promise<StageHandle> {
  const canvas = document.createElement('canvas');
  parent.append(canvas);
  const draw = (): void => {
    const { clientWidth: width, clientHeight: height } = parent;
    canvas.width = width;
    canvas.height = height;
    paintField(canvas.getContext('2d')!, width, height);
  };
  const observer = new ResizeObserver(draw);
  observer.observe(parent);
  return {
    setPreferences() {},
    frameStats: () => NO_FRAMES,
    close() {
      observer.disconnect();
      canvas.remove();
    },
  };
}

function paintField(pen: CanvasRenderingContext2D, width: number, height: number): void {
  const radius = Math.min(width, height) * 0.44;
  pen.translate(width / 2, height / 2);
  pen.fillStyle = '#3a4274';
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.fill();
  pen.lineWidth = 6;
  pen.strokeStyle = '#ffc24f';
  pen.stroke();
  for (const [look, angle, share] of [
    [0, 0.4, 0.5],
    [4, 2.1, 0.3],
    [2, 3.9, 0.7],
    [9, 5.3, 0.6],
  ] as const) {
    pen.save();
    pen.translate(Math.cos(angle) * radius * share - 20, Math.sin(angle) * radius * share - 20);
    pen.scale(0.4, 0.4);
    pen.fillStyle = LOOKS[look]!.colour;
    pen.fill(new Path2D(OUTLINES[LOOKS[look]!.shape]));
    pen.restore();
  }
}
