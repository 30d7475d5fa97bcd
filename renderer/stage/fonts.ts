/** Loads the page's fonts before a view draws text with them: Phaser draws a text once and keeps it. */

/** The families that the page declares (renderer/ui/tokens.css) and views may use. */
const FONTS = ['400 20px "Lilita One"', '600 20px "Fredoka"', '600 20px "Nunito"'];
/** On a bad network the game starts with the system's fonts rather than late. */
const PATIENCE_MS = 1500;

export async function loadFonts(): Promise<void> {
  const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS));
  const fonts = Promise.allSettled(FONTS.map((font) => document.fonts.load(font)));
  await Promise.race([fonts, patience]);
}
