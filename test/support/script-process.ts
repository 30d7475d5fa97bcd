/** A TypeScript file of the tests as a process on a computer of a made-up network; it prints JSON lines. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Computer } from './namespaces.ts';
import { waitFor } from './wait-for.ts';

export class ScriptProcess<Line> {
  readonly lines: Line[] = [];
  readonly #process: ChildProcess;

  /** @param file beside this one. */
  constructor(computer: Computer, file: string, ...words: string[]) {
    const path = fileURLToPath(new URL(file, import.meta.url));
    const [command, ...rest] = [...computer.prefix, process.execPath, '--import', 'tsx', path, ...words];
    this.#process = spawn(command!, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.#process.stdout! }).on('line', (line) =>
      this.lines.push(JSON.parse(line) as Line),
    );
  }

  get last(): Line | undefined {
    return this.lines.at(-1);
  }

  /** Waits until the last line is like that. */
  async until(what: string, matches: (line: Line) => boolean, deadlineMs?: number): Promise<void> {
    await waitFor(what, () => this.last !== undefined && matches(this.last), deadlineMs);
  }

  async close(): Promise<void> {
    this.#process.stdin!.end();
    await waitFor('the script to end', () => this.#process.exitCode !== null, 5_000).catch(() =>
      this.#process.kill('SIGKILL'),
    );
  }
}
