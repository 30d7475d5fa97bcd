/** Colours of the porch: what is not a player's. Numbers are for Phaser's graphics, strings for canvas and text. */
export const INK = '#FFF7EA';
export const NIGHT = '#14172B';
export const LAMP = '#FFC24F';
export const EMBER = '#FF8A5C';

export const WOOD = {
  planks: [0x6b4630, 0x633f2b, 0x734c34, 0x5d3b29, 0x6e4832],
  gap: 0x33201a,
  grain: 0x3d271d,
  joint: 0x3a241b,
  band: 0x9c6a42,
  bandLight: 0xd9a169,
  bandDark: 0x4a2e20,
  sideLight: 0x5a3826,
  sideDark: 0x2a1a17,
  paint: 0xffe3b0,
  ember: 0xff8a3c,
} as const;

export const FONTS = {
  display: '"Lilita One", "Fredoka", sans-serif',
  heading: '"Fredoka", "Nunito", sans-serif',
  text: '"Nunito", sans-serif',
} as const;
