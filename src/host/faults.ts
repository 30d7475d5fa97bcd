/** Keeps what is needed to see a game's faults again: one JSON file each, for the game's maker. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RoomFault } from '../protocol/control.ts';

const FOLDER = 'faults';
/** Older ones make way. */
const KEPT = 20;

/** Writes a fault down. Its file; undefined when it cannot be written, which is no reason not to host. */
export function saveFault(dataDir: string, fault: RoomFault, now: Date): string | undefined {
  const { code, game } = fault.checkpoint.head;
  const folder = join(dataDir, FOLDER);
  const file = join(folder, `${now.toISOString().replaceAll(':', '-')}-${game}-${code}.json`);
  const checkpoint = {
    ...fault.checkpoint,
    // Tokens open seats: a file that is handed to a game's maker must not.
    head: {
      ...fault.checkpoint.head,
      pin: undefined,
      admitted: [],
      barred: [],
      seats: fault.checkpoint.head.seats.map(withoutKeys),
    },
    state: Buffer.from(fault.checkpoint.state).toString('base64'),
  };
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify({ ...fault, checkpoint }));
    for (const old of readdirSync(folder).sort().slice(0, -KEPT)) rmSync(join(folder, old));
    return file;
  } catch {
    return undefined;
  }
}

/** Throws all of them away; what cannot be thrown away stays. */
export function eraseFaults(dataDir: string | undefined): void {
  if (dataDir === undefined) return;
  try {
    rmSync(join(dataDir, FOLDER), { recursive: true, force: true });
  } catch {
    // Names are in there, but no keys.
  }
}

/** Reads what `saveFault` wrote. Throws when the file is none of these. */
export function readFault(file: string): RoomFault {
  const fault = JSON.parse(readFileSync(file, 'utf8')) as RoomFault;
  const state = new Uint8Array(Buffer.from(fault.checkpoint.state as unknown as string, 'base64'));
  return { ...fault, checkpoint: { ...fault.checkpoint, state } };
}

const withoutKeys = <T extends object>(seat: T): T => ({
  ...seat,
  token: '',
  seatCode: '',
  device: undefined,
});
