/**
 * A terminal's whole screen for as long as something is shown live: drawn anew in place, calmly, and given back as it
 * was. Knows nothing of what is shown.
 */

/** Twice a second at most. */
const REDRAW_MS = 500;

/** Another page of the terminal, no cursor, and lines that are too long are cut instead of broken. */
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l';
const LEAVE = '\x1b[?7h\x1b[?25h\x1b[?1049l';
/** What stands between these is shown at once, where the terminal can do that. */
const BEGIN_FRAME = '\x1b[?2026h\x1b[H';
const END_FRAME = '\x1b[?2026l';
const CLEAR_LINE = '\x1b[2K';

/** What a terminal takes for its size when it does not know it, characters. */
const USUAL_SIZE = { columns: 80, rows: 24 } as const;

const CTRL_C = '\x03';

/** The parts of `process.stdout` and `process.stdin` that are used. */
export interface ScreenOutput {
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}
export interface ScreenInput {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  off(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

export interface LiveScreenOptions {
  readonly output: ScreenOutput;
  readonly input: ScreenInput;
  /** The lines to show on a terminal of this size, characters. */
  readonly render: (size: { readonly columns: number; readonly rows: number }) => readonly string[];
  /** q or Ctrl+C was pressed. */
  readonly onQuit: () => void;
}

export class LiveScreen {
  readonly #options: LiveScreenOptions;
  #shown = '';
  #timer: NodeJS.Timeout | undefined;
  #isDue = false;
  #isOpen = true;

  /** Takes the screen and draws for the first time. */
  constructor(options: LiveScreenOptions) {
    this.#options = options;
    const { output, input } = options;
    output.write(ENTER);
    output.on('resize', this.refresh);
    if (input.isTTY === true) {
      input.setRawMode?.(true);
      input.on('data', this.#pressed);
      input.resume();
    }
    this.refresh();
  }

  /** What is shown may have changed. */
  readonly refresh = (): void => {
    if (!this.#isOpen) return;
    if (this.#timer !== undefined) {
      this.#isDue = true;
      return;
    }
    this.#draw();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#isDue) this.refresh();
    }, REDRAW_MS);
  };

  /** Gives the terminal back; nothing is drawn any more. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const { output, input } = this.#options;
    clearTimeout(this.#timer);
    output.off('resize', this.refresh);
    output.write(LEAVE);
    if (input.isTTY !== true) return;
    input.off('data', this.#pressed);
    input.setRawMode?.(false);
    input.pause();
  }

  #draw(): void {
    this.#isDue = false;
    const { output, render } = this.#options;
    // A terminal of unknown size says 0.
    const size = { columns: output.columns || USUAL_SIZE.columns, rows: output.rows || USUAL_SIZE.rows };
    const lines = render(size);
    const all = Array.from({ length: size.rows }, (_, row) => CLEAR_LINE + (lines[row] ?? ''));
    const frame = `${BEGIN_FRAME}${all.join('\r\n')}${END_FRAME}`;
    // Another size is another picture, even of the same lines: the terminal may have moved them.
    const shown = `${size.columns} ${frame}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    output.write(frame);
  }

  readonly #pressed = (bytes: Uint8Array): void => {
    const keys = Buffer.from(bytes).toString('latin1');
    if (keys === 'q' || keys === 'Q' || keys.includes(CTRL_C)) this.#options.onQuit();
  };
}
