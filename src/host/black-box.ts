/**
 * The primary's end of a worker's black box (see worker/black-box): a small file, handed down open, in which the
 * worker notes the rooms that it is working on, and counts.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRoomCode, ROOM_CODE_LENGTH, type RoomCode } from '../core/ids.ts';
import { BLACK_BOX } from '../protocol/control.ts';

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
    readSync(this.fd, bytes, 0, 4, BLACK_BOX.progressAt);
    return bytes.readUInt32LE();
  }

  /** The rooms that the worker was in the middle of: none, one, or several of which it was one. */
  read(): RoomCode[] {
    const bytes = Buffer.alloc(BLACK_BOX.roomsAt + BLACK_BOX.rooms * ROOM_CODE_LENGTH);
    readSync(this.fd, bytes, 0, bytes.length, 0);
    const codes = Array.from({ length: bytes[BLACK_BOX.countAt]! }, (_, i) => {
      const at = BLACK_BOX.roomsAt + i * ROOM_CODE_LENGTH;
      return parseRoomCode(bytes.toString('latin1', at, at + ROOM_CODE_LENGTH));
    });
    return codes.filter((code) => code !== undefined);
  }

  close(): void {
    closeSync(this.fd);
  }
}
