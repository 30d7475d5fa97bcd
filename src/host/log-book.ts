/**
 * The last lines of the log of this host's processes, for screens that show them. Takes lines as they are written:
 * it is a destination for pino, and what workers say is handed in line by line.
 */
import { type LogLine, readLogLine } from '../protocol/log-line.ts';

const LINES_KEPT = 500;

export class LogBook {
  readonly #listeners = new Set<(line: LogLine, raw: string) => void>();
  readonly #lines: LogLine[] = [];
  #lastId = 0;

  /** The oldest first. */
  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  /** Called with every new line, and with how it was written. Returns the function that ends the subscription. */
  onLine(listener: (line: LogLine, raw: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes one line. An arrow, because it is handed on alone. */
  readonly write = (raw: string): void => {
    if (raw.trim() === '') return;
    const line = { id: ++this.#lastId, ...readLogLine(raw, Date.now()) };
    this.#lines.push(line);
    if (this.#lines.length > LINES_KEPT) this.#lines.shift();
    for (const listener of this.#listeners) listener(line, raw);
  };
}

/** A line for terminals and texts: '12:03:11 warn  worker 1  A worker is gone.' */
export function printLogLine({ atMs, level, source, text }: LogLine): string {
  return `${clockTime(atMs)} ${level.padEnd(5)} ${source}  ${text}`;
}

/** 'HH:MM:SS' where this computer is. */
const clockTime = (atMs: number): string => new Date(atMs).toTimeString().slice(0, 8);
