/** What the log panel says, in one place. */
import type { LogLevel } from '../../src/protocol/log-line.ts';

export const LOG_TEXTS = {
  open: 'Log',
  title: 'Log',
  close: 'Close the log',
  find: 'Find in the log',
  levels: 'Which lines',
  lines: 'Lines of the log, the newest last',
  toEnd: 'To the newest',
  empty: 'Nothing has been logged yet.',
  noMatch: 'No line matches.',
  copy: 'Copy diagnosis',
  copyHint: 'How this host is, for somebody who is to help: no names, nothing that opens a seat.',
  copied: 'Copied. Paste it where you ask for help.',
} as const;

/** The choices of lines, by the least grave level that each shows. */
export const LEVEL_CHOICES: readonly (readonly [least: LogLevel, text: string])[] = [
  ['debug', 'Everything'],
  ['warn', 'Warnings and errors'],
  ['error', 'Errors'],
];
