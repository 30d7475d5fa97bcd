/**
 * Looks: how the 16 players of a room are told apart, by colour AND shape. Everything that draws a player
 * (views, join page, console) takes its colours from here.
 *
 * The eight colours keep a CIEDE2000 distance of 14.7 or more under simulated colour blindness and a contrast
 * of 4.6:1 or more against `BACKGROUND`; looks 8 to 15 reuse them, striped, with eight further shapes.
 */
export const BACKGROUND = '#14172B';
/** The console's in its light theme; no player's colour is ever put on it. */
export const LIGHT_BACKGROUND = '#F6EFE3';
export const PANEL = '#232846';

const COLOURS = [
  ['red', '#F24734'],
  ['peach', '#F0B288'],
  ['yellow', '#F1E820'],
  ['green', '#079774'],
  ['cyan', '#6FC5E8'],
  ['blue', '#7E84FD'],
  ['plum', '#B369A2'],
  ['white', '#FFFFFF'],
] as const;

const SHAPES = [
  ...(['circle', 'square', 'triangle', 'diamond', 'star', 'hexagon', 'heart', 'drop'] as const),
  ...(['cross', 'moon', 'bolt', 'pentagon', 'flower', 'arrow', 'ring', 'crown'] as const),
];

export type Shape = (typeof SHAPES)[number];

export interface Look {
  readonly colourName: (typeof COLOURS)[number][0];
  /** '#RRGGBB'. */
  readonly colour: string;
  readonly shape: Shape;
  readonly striped: boolean;
}

/** Look i of a room; seats hold the index. */
export const LOOKS: readonly Look[] = SHAPES.map((shape, index) => {
  const [colourName, colour] = COLOURS[index % COLOURS.length]!;
  return { colourName, colour, shape, striped: index >= COLOURS.length };
});
