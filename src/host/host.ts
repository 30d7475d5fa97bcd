/**
 * The host: one call that turns this process into the game server of the room. Used by the desktop app and by
 * the command line alike; knows nothing of Electron.
 */
import type { RoomCode } from '../core/ids.ts';
import type { Logger } from '../core/ports.ts';
import type { Result } from '../core/result.ts';
import type { HostProblem, HostStatus } from '../protocol/console.ts';
import type { RoomCommand } from '../protocol/messages.ts';

export interface HostConfig {
  /** Absolute path of the built worker (`dist/node/worker.mjs`). */
  readonly workerFile: string;
  /** Absolute path of the built client (`dist/client`). */
  readonly clientDir: string;
  /** Folder for what is remembered (last port); made when missing. Undefined: nothing is remembered. */
  readonly dataDir?: string;
  /** Wanted port; 0 = any. Undefined: the remembered one, else 7420. A taken port leads to the next free one. */
  readonly port?: number;
  /** Undefined: cores minus one, at least two. */
  readonly workers?: number;
  readonly logger: Logger;
}

/** What happens while hosting; also the lines of `host --json`. */
export type HostEvent =
  | { readonly event: 'worker-ready'; readonly worker: number; readonly pid: number }
  | {
      readonly event: 'worker-exit';
      readonly worker: number;
      readonly pid: number;
      readonly code: number | null;
      readonly signal: string | null;
    }
  | { readonly event: 'room-opened'; readonly room: RoomCode; readonly game: string; readonly owner: number }
  | { readonly event: 'room-closed'; readonly room: RoomCode }
  | { readonly event: 'seat-joined'; readonly room: RoomCode; readonly seat: number; readonly name: string }
  | { readonly event: 'seat-left'; readonly room: RoomCode; readonly seat: number };

export interface HostHandle {
  readonly port: number;
  status(): Extract<HostStatus, { state: 'hosting' }>;
  /** Called after every change of `status()`. Returns the function that ends the subscription. */
  onStatus(listener: () => void): () => void;
  onEvent(listener: (event: HostEvent) => void): () => void;
  openRoom(options: {
    game: string;
    settings?: Record<string, number>;
  }): Promise<Result<RoomCode, HostProblem>>;
  command(code: RoomCode, command: RoomCommand): Promise<Result<void, HostProblem>>;
  /** Tells the guests, closes rooms, workers and port. Resolves when no child process is left. */
  close(): Promise<void>;
}

/** Why hosting could not begin; `problem.text` is for a person. */
export class HostStartError extends Error {
  readonly problem: HostProblem;
  constructor(problem: HostProblem) {
    super(problem.text);
    this.problem = problem;
  }
}

export async function startHost(_config: HostConfig): Promise<HostHandle> {
  throw new HostStartError({ code: 'not-built', text: 'Hosting is not built yet.' });
}
