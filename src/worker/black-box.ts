/**
 * Says which room is being worked on, and that work goes on, in a place that the primary can read when this process
 * hangs or has died: a file that the primary has opened and handed down. One small write costs a microsecond or two,
 * so the end of work on a room is only written when no work on another one follows at once.
 *
 * Layout: the room's code (zeros: none), then a counter of 32 bits.
 */
import { writeSync } from 'node:fs';
import { ROOM_CODE_LENGTH, type RoomCode } from '../core/ids.ts';

/** How often the counter moves without other occasion, ms: the primary looks every 50. */
const BEAT_MS = 40;

export class BlackBox {
  readonly #fd: number;
  readonly #bytes = Buffer.alloc(ROOM_CODE_LENGTH + 4);
  #isRestDue = false;
  #count = 0;
  #depth = 0;

  /** @param fd an open file. */
  constructor(fd: number) {
    this.#fd = fd;
    setInterval(() => this.#write(), BEAT_MS).unref();
  }

  enter(code: RoomCode): void {
    if (this.#depth++ > 0) return;
    this.#bytes.write(code, 0, 'latin1');
    this.#write();
  }

  leave(): void {
    if (--this.#depth > 0 || this.#isRestDue) return;
    this.#isRestDue = true;
    // Soon, before the next timer or message: little that happens later is blamed on the room.
    process.nextTick(this.#rest);
  }

  readonly #rest = (): void => {
    this.#isRestDue = false;
    this.#bytes.fill(0, 0, ROOM_CODE_LENGTH);
    this.#write();
  };

  #write(): void {
    this.#count = (this.#count + 1) >>> 0;
    this.#bytes.writeUInt32LE(this.#count, ROOM_CODE_LENGTH);
    writeSync(this.#fd, this.#bytes, 0, this.#bytes.length, 0);
  }
}
