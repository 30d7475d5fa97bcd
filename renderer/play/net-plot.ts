/**
 * The moving part of the net graph: one column per animation frame, drawn on a canvas. Above, how long the frame took;
 * below, how old the newest snapshot was, with a mark where one came in. Fed by the net graph.
 */
import type { NetStats } from '../../src/client/session.ts';

/** Columns: two and a half seconds at 60 frames a second. */
const COLUMNS = 150;
/** Where the two halves are full, ms. */
const FRAME_MS_FULL = 66;
const AGE_MS_FULL = 250;
/** A frame that took longer than this has left one out on a screen of 60 Hz, ms. */
const SLOW_FRAME_MS = 25;
/** CSS px. */
const COLUMN_PX = 1;
const HALF_PX = 30;
const MARK_PX = 2;

const WIDTH_PX = COLUMNS * COLUMN_PX;
const HEIGHT_PX = 2 * HALF_PX;

/** CSS colours. */
export interface PlotColours {
  readonly calm: string;
  readonly bad: string;
  readonly mark: string;
  readonly line: string;
}

export class NetPlot {
  readonly #context: CanvasRenderingContext2D;
  readonly #colours: PlotColours;
  /** The latest frames, the oldest one overwritten. */
  readonly #frameMs = new Float32Array(COLUMNS);
  readonly #ageMs = new Float32Array(COLUMNS);
  /** Bit 0: a snapshot came in; bit 1: the frame had to do without one. */
  readonly #signs = new Uint8Array(COLUMNS);
  #next = 0;
  #snapshots = 0;
  #underruns = 0;

  constructor(canvas: HTMLCanvasElement, colours: PlotColours) {
    const pixelRatio = Math.min(2, devicePixelRatio);
    canvas.width = WIDTH_PX * pixelRatio;
    canvas.height = HEIGHT_PX * pixelRatio;
    canvas.style.width = `${WIDTH_PX}px`;
    canvas.style.height = `${HEIGHT_PX}px`;
    this.#context = canvas.getContext('2d')!;
    this.#context.scale(pixelRatio, pixelRatio);
    this.#colours = colours;
  }

  /** One more column, and the picture anew. @param frameMs since the frame before. */
  add({ ageMs, snapshots, underruns }: NetStats, frameMs: number): void {
    const i = this.#next;
    this.#frameMs[i] = frameMs;
    this.#ageMs[i] = ageMs;
    this.#signs[i] = (snapshots > this.#snapshots ? 1 : 0) | (underruns > this.#underruns ? 2 : 0);
    this.#snapshots = snapshots;
    this.#underruns = underruns;
    this.#next = (i + 1) % COLUMNS;
    this.#draw();
  }

  #draw(): void {
    const { calm, bad, mark, line } = this.#colours;
    this.#context.clearRect(0, 0, WIDTH_PX, HEIGHT_PX);
    this.#bar(line, 0, HALF_PX - 1, WIDTH_PX, 1);
    for (let column = 0; column < COLUMNS; column++) {
      const i = (this.#next + column) % COLUMNS;
      const signs = this.#signs[i]!;
      const frame = heightOf(this.#frameMs[i]!, FRAME_MS_FULL, HALF_PX - 2);
      const age = heightOf(this.#ageMs[i]!, AGE_MS_FULL, HALF_PX - MARK_PX - 1);
      const x = column * COLUMN_PX;
      this.#bar(this.#frameMs[i]! > SLOW_FRAME_MS ? bad : calm, x, HALF_PX - 1 - frame, COLUMN_PX, frame);
      this.#bar((signs & 2) === 0 ? calm : bad, x, HEIGHT_PX - MARK_PX - age, COLUMN_PX, age);
      if ((signs & 1) !== 0) this.#bar(mark, x, HEIGHT_PX - MARK_PX, COLUMN_PX, MARK_PX);
    }
  }

  #bar(colour: string, x: number, y: number, width: number, height: number): void {
    this.#context.fillStyle = colour;
    this.#context.fillRect(x, y, width, height);
  }
}

const heightOf = (ms: number, fullMs: number, fullPx: number): number =>
  Math.max(0, Math.min(1, ms / fullMs)) * fullPx;
