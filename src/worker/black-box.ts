/**
 * Says which room is being worked on, in a place that the primary can read when this process hangs or has died:
 * a file that the primary has opened and handed down. One small write costs about a microsecond or two.
 */
import { writeSync } from 'node:fs';
import { ROOM_CODE_LENGTH, type RoomCode } from '../core/ids.ts';

const NOBODY = Buffer.alloc(ROOM_CODE_LENGTH);

export class BlackBox {
  readonly #fd: number;
  readonly #codes = new Map<RoomCode, Buffer>();
  #depth = 0;

  /** @param fd an open file. */
  constructor(fd: number) {
    this.#fd = fd;
  }

  enter(code: RoomCode): void {
    if (this.#depth++ > 0) return;
    let bytes = this.#codes.get(code);
    if (bytes === undefined) {
      bytes = Buffer.from(code, 'latin1');
      this.#codes.set(code, bytes);
    }
    writeSync(this.#fd, bytes, 0, ROOM_CODE_LENGTH, 0);
  }

  leave(): void {
    if (--this.#depth === 0) writeSync(this.#fd, NOBODY, 0, ROOM_CODE_LENGTH, 0);
  }
}
