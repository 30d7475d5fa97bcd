/**
 * Puts the live view of `host` together: the status and the log on one side, the terminal's screen on the other.
 */
import { writeSync } from 'node:fs';
import type { HostHandle } from '../host/host.ts';
import { LogBook, printLogLine } from '../host/log-book.ts';
import { renderLiveView } from './live-view.ts';
import { LiveScreen } from './live-view-screen.ts';

const STDOUT = 1;
const STDERR = 2;

/** False for pipes and files, and for terminals that only print line after line. */
export const isLiveTerminal = (): boolean => process.stdout.isTTY === true && process.env.TERM !== 'dumb';

/**
 * Takes the log while the screen is taken: lines on stderr would tear what is shown. They are printed in the end,
 * however this process ends.
 */
export function keepLog(): LogBook {
  const book = new LogBook();
  process.once('exit', () => {
    sayLast(STDERR, book.lines.map((line) => `${printLogLine(line)}\n`).join(''));
  });
  return book;
}

/** Shows the host in the terminal until the screen is closed. `onQuit`: the person wants to stop hosting. */
export function showLive(host: HostHandle, log: LogBook | undefined, onQuit: () => void): LiveScreen {
  // See https://no-color.org: any value but an empty one.
  const hasColour = (process.env.NO_COLOR ?? '') === '';
  const screen = new LiveScreen({
    output: process.stdout,
    input: process.stdin,
    render: (size) => renderLiveView(host.status(), { ...size, hasColour, log: log?.lines ?? [] }),
    onQuit,
  });
  host.onStatus(screen.refresh);
  log?.onLine(screen.refresh);
  // However this process ends: a terminal that is not given back is of no use to anybody. What else is said in the
  // end is said on the person's own page of it.
  process.prependOnceListener('exit', () => {
    screen.close();
    sayLast(STDOUT, 'Hosting has ended.\n');
  });
  return screen;
}

/** Writes right away, while this process ends: nothing is written later. */
function sayLast(stream: number, text: string): void {
  try {
    writeSync(stream, text);
  } catch {
    // The terminal is gone, and whoever would have read this.
  }
}
