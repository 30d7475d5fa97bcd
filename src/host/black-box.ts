/**
 * The primary's end of a worker's black box (see worker/black-box): a small file, handed down open, in which the
 * worker notes the room that it is working on, and counts.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRoomCode, ROOM_CODE_LENGTH, type RoomCode } from '../core/ids.ts';

export class BlackBox {
  readonly fd: number;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'porchlight-'));
    this.fd = openSync(join(folder, 'room'), 'w+');
    try {
      // Open files need no name, except on Windows, where the system's own cleaning has to do.
      rmSync(folder, { recursive: true });
    } catch {
      // Left to the system.
    }
  }

  /** A number that changes whenever the worker gets on with something. */
  get progress(): number {
    const bytes = Buffer.alloc(4);
    readSync(this.fd, bytes, 0, 4, ROOM_CODE_LENGTH);
    return bytes.readUInt32LE();
  }

  /** The room that the worker was in the middle of; undefined when it was in none. */
  read(): RoomCode | undefined {
    const bytes = Buffer.alloc(ROOM_CODE_LENGTH);
    readSync(this.fd, bytes, 0, ROOM_CODE_LENGTH, 0);
    return parseRoomCode(bytes.toString('latin1'));
  }

  close(): void {
    closeSync(this.fd);
  }
}
