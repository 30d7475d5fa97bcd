/** Colours of the porch: what is not a player's. */
export const INK = '#FFF7EA';
export const NIGHT = '#14172B';
export const LAMP = '#FFC24F';
export const EMBER = '#FF8A5C';

export const WOOD = {
  planks: ['#6B4630', '#633F2B', '#734C34', '#5D3B29', '#6E4832'],
  gap: '#33201A',
  grain: '#3D271D',
  joint: '#3A241B',
  band: '#9C6A42',
  bandLight: '#D9A169',
  bandDark: '#4A2E20',
  sideLight: '#5A3826',
  sideDark: '#2A1A17',
  paint: '#FFE3B0',
  ember: '#FF8A3C',
} as const;

export const FONTS = {
  display: '"Lilita One", "Fredoka", sans-serif',
  heading: '"Fredoka", "Nunito", sans-serif',
  text: '"Nunito", sans-serif',
} as const;
