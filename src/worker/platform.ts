/**
 * Reads from a browser's User-Agent what kind of device a guest has, for the host's own screen. One word of a closed
 * set: whatever else a guest writes into that header goes no further.
 */

export type Platform =
  | 'iPhone'
  | 'iPad'
  | 'Android'
  | 'ChromeOS'
  | 'Windows'
  | 'Mac'
  | 'Linux'
  | 'desktop app'
  | 'bot'
  | 'other';

/**
 * The first mark that is found counts: some browsers carry the marks of others as well (Android says Linux, iPhones
 * say Mac OS X, the desktop app says all that its Chromium says). iPads call themselves Macs unless told otherwise.
 */
const MARKS: readonly (readonly [mark: string, platform: Platform])[] = [
  ['Electron/', 'desktop app'],
  ['iPhone', 'iPhone'],
  ['iPod', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['CrOS', 'ChromeOS'],
  ['Windows', 'Windows'],
  ['Macintosh', 'Mac'],
  ['Linux', 'Linux'],
  ['X11', 'Linux'],
];

/** The marks stand near the beginning; a header may have 16 KB. */
const READ_LENGTH = 400;

/** @param userAgent the header; every browser sends one, our bots do not. */
export function platformOf(userAgent: string | undefined): Platform {
  if (userAgent === undefined || userAgent === '') return 'bot';
  const read = userAgent.slice(0, READ_LENGTH);
  return MARKS.find(([mark]) => read.includes(mark))?.[1] ?? 'other';
}
