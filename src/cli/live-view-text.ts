/** Text in a terminal: how wide it is, making it fit, and the few colours that the live view uses. */

/** One character as people see it; names may hold any. */
const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** East Asian characters and pictures take two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
/** Marks without a character to stand on. */
const NO_WIDTH = /^\p{M}+$/u;

/** Columns that plain text takes, as far as that can be known: terminals differ in rare pictures. */
export function widthOf(text: string): number {
  let columns = 0;
  for (const { segment } of CHARACTERS.segment(text)) columns += widthOfCharacter(segment);
  return columns;
}

function widthOfCharacter(character: string): number {
  if (NO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Plain text cut to `columns`, with an ellipsis when something is missing. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let left = columns - 1;
  for (const { segment } of CHARACTERS.segment(text)) {
    left -= widthOfCharacter(segment);
    if (left < 0) break;
    kept += segment;
  }
  return columns < 1 ? '' : `${kept.trimEnd()}…`;
}

/** Plain text in exactly `columns`. */
export function padTo(text: string, columns: number, side: 'left' | 'right' = 'left'): string {
  const short = cut(text, columns);
  const space = ' '.repeat(Math.max(0, columns - widthOf(short)));
  return side === 'left' ? short + space : space + short;
}

/** Plain text in lines of at most `columns`, broken between words. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > columns) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((full) => cut(full, columns));
}

/** What text is printed with; each returns its text unchanged when there are to be no colours. */
export interface Ink {
  readonly strong: (text: string) => string;
  readonly soft: (text: string) => string;
  readonly lamp: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  /** Bright on black, whatever the terminal's own colours are: a camera has to read it. */
  readonly qr: (text: string) => string;
  /** The same for its last line, of which only the upper half belongs to it. */
  readonly qrEnd: (text: string) => string;
}

/** The terminal's own sixteen colours, so that they go with every theme. */
export function inkFor(hasColour: boolean): Ink {
  const styled = (codes: string) => (text: string) =>
    hasColour && text !== '' ? `\x1b[${codes}m${text}\x1b[0m` : text;
  return {
    strong: styled('1'),
    soft: styled('90'),
    lamp: styled('1;33'),
    good: styled('32'),
    bad: styled('31'),
    qr: styled('38;5;231;48;5;16'),
    qrEnd: styled('38;5;231'),
  };
}
