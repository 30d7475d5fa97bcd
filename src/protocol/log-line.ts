/**
 * One line of the log as people are shown it, and how it is read from what the processes write (pino's JSON, or
 * whatever a dying process has left to say). The desktop's console and the terminal show these.
 */
import * as v from 'valibot';

/** The gravest first. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogLine {
  /** Counts the lines of this app's life: later lines have higher numbers. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly level: LogLevel;
  /** Which process wrote it: 'host', 'worker 1'. */
  readonly source: string;
  readonly text: string;
}

/** What a line says beyond `LogLine` is in `text`; a stack may be long. */
const MAX_TEXT = 4_000;
const UNKNOWN_SOURCE = 'process';

/** What the host's own process puts into all of its lines (pino's `base`); workers put `{ worker }` there. */
export const HOST_LOG_BASE = { from: 'host' } as const;

const pinoSchema = v.looseObject({
  level: v.number(),
  time: v.number(),
  msg: v.optional(v.string(), ''),
  from: v.optional(v.string()),
  worker: v.optional(v.number()),
});

/**
 * Reads one line of a process's log. What is not pino's is taken for a warning: a process writes such lines when
 * something goes wrong in a way that it was not prepared for.
 * @param nowMs when it came, milliseconds since 1970.
 */
export function readLogLine(raw: string, nowMs: number): Omit<LogLine, 'id'> {
  const parsed = v.safeParse(pinoSchema, fromJson(raw));
  if (!parsed.success) {
    return { atMs: nowMs, level: 'warn', source: UNKNOWN_SOURCE, text: shownText(raw) };
  }
  const { level, time, msg, from, worker, ...rest } = parsed.output;
  // The host says `worker` too, of the worker that a line is about.
  const fields = Object.entries(from === undefined || worker === undefined ? rest : { worker, ...rest });
  const words = [msg, ...fields.map(([name, value]) => `${name}=${asText(value)}`)];
  return {
    atMs: time,
    level: levelOf(level),
    source: from ?? (worker === undefined ? UNKNOWN_SOURCE : `worker ${worker}`),
    text: shownText(words.join(' ')),
  };
}

/** Without what would move a terminal's cursor, and not endless. */
const shownText = (text: string): string =>
  text
    .trim()
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .slice(0, MAX_TEXT);

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** pino's numbers: 50 error (60: fatal), 40 warn, 30 info, below: debug. */
function levelOf(pinoLevel: number): LogLevel {
  if (pinoLevel >= 50) return 'error';
  if (pinoLevel >= 40) return 'warn';
  return pinoLevel >= 30 ? 'info' : 'debug';
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
