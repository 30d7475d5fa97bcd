/** What the log panel says, in one place. */
import type { LogLevel } from '../../src/protocol/log-line.ts';

export const LOG_TEXTS = {
  find: 'Find in the log',
  levels: 'Which lines',
  lines: 'Lines of the log, the newest last',
  toEnd: 'To the newest',
  empty: 'Nothing has been logged yet.',
  noMatch: 'No line matches.',
  copy: 'Copy diagnosis',
  copyHint: 'For whoever helps you: how this host is doing, without names or codes.',
  copied: 'Copied. Paste it where you ask for help.',
} as const;

/** The choices of lines, by the least grave level that each shows. */
export const LEVEL_CHOICES: readonly (readonly [least: LogLevel, text: string])[] = [
  ['debug', 'Everything'],
  ['warn', 'Warnings and errors'],
  ['error', 'Errors'],
];
