/**
 * Where things go on the canvas: the disc's place and size, and how large letters are. Pure arithmetic, done
 * anew whenever the canvas or the number of seats changes. All results in canvas px.
 */
import type { Frame } from '../../../sdk/view.ts';

export interface Layout {
  readonly frame: Frame;
  /** Canvas px per unit of text and HUD; a unit is a CSS px on a phone and grows with the screen. */
  readonly unit: number;
  /** The scores stand in a column beside the disc instead of rows above it. */
  readonly isWide: boolean;
  /** The disc's centre, and how far from it the field may reach. */
  readonly field: { readonly x: number; readonly y: number; readonly reach: number };
  /** The scores: the rectangle's top left corner, chips per row, and the size of a chip. */
  readonly scores: {
    readonly x: number;
    readonly y: number;
    readonly perRow: number;
    readonly chipWidth: number;
    readonly chipHeight: number;
    readonly hasNames: boolean;
  };
  readonly timer: { readonly x: number; readonly y: number };
}

const MARGIN = 10;
const TIMER_HEIGHT = 42;
/** On tall canvases the clock shares its row with the page's menu button at the right. */
const TOP_ROW_HEIGHT = 58;
const CHIP_HEIGHT = 32;
const CHIP_WIDTH = 56;
const NAMED_CHIP_WIDTH = 150;
const CHIPS_PER_ROW_MAX = 8;

export function layOut(frame: Frame, seats: number): Layout {
  const { width, height, pixelRatio } = frame;
  const unit = pixelRatio * unitFor(Math.min(width, height) / pixelRatio);
  return width > height * 0.95 ? layOutWide(frame, seats, unit) : layOutTall(frame, seats, unit);
}

/** 1 on phones, up to 28 / 16 on a 1080p screen and beyond: text of 16 units stays readable across a room. */
const unitFor = (shortSideCssPx: number): number =>
  1 + Math.min(1.2, Math.max(0, (shortSideCssPx - 390) / (1080 - 390))) * 0.8;

function layOutTall(frame: Frame, seats: number, unit: number): Layout {
  const { width, height, pixelRatio, insets } = frame;
  const margin = MARGIN * unit;
  const top = insets.top * pixelRatio + margin;
  const rows = Math.max(1, Math.ceil(seats / CHIPS_PER_ROW_MAX));
  const perRow = Math.max(1, Math.ceil(seats / rows));
  const chipWidth = Math.min(CHIP_WIDTH * unit, (width - margin * 1.2) / perRow);
  const scoresY = top + TOP_ROW_HEIGHT * unit;
  const fieldTop = scoresY + rows * CHIP_HEIGHT * unit + margin * 0.5;
  const reach = Math.min(width / 2, (height - fieldTop - insets.bottom * pixelRatio) / 2);
  const spare = height - fieldTop - reach * 2;
  return {
    frame,
    unit,
    isWide: false,
    // Most of what is left stays below, for the thumb.
    field: { x: width / 2, y: fieldTop + reach + spare * 0.22, reach },
    scores: {
      x: (width - perRow * chipWidth) / 2,
      y: scoresY,
      perRow,
      chipWidth,
      chipHeight: CHIP_HEIGHT * unit,
      hasNames: false,
    },
    timer: { x: width / 2, y: top + (TOP_ROW_HEIGHT / 2 - 3) * unit },
  };
}

function layOutWide(frame: Frame, seats: number, unit: number): Layout {
  const { width, height, pixelRatio, insets } = frame;
  const margin = MARGIN * 1.4 * unit;
  const left = insets.left * pixelRatio + margin;
  const top = insets.top * pixelRatio + margin;
  const reach = height / 2;
  const side = width / 2 - reach - left;
  const rowsThatFit = Math.floor((height - top - TIMER_HEIGHT * unit - margin) / (CHIP_HEIGHT * unit));
  const perRow = seats > rowsThatFit ? 2 : 1;
  const hasNames = perRow === 1 && side > NAMED_CHIP_WIDTH * unit * 0.9;
  return {
    frame,
    unit,
    isWide: true,
    field: { x: width / 2, y: height / 2, reach },
    scores: {
      x: left,
      y: top + TIMER_HEIGHT * unit,
      perRow,
      chipWidth: (hasNames ? NAMED_CHIP_WIDTH : CHIP_WIDTH) * unit,
      chipHeight: CHIP_HEIGHT * unit,
      hasNames,
    },
    timer: { x: left + 36 * unit, y: top + (TIMER_HEIGHT / 2 - 4) * unit },
  };
}
