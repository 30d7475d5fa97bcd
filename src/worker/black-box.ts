/**
 * Says which rooms are being worked on, and that work goes on, in a place that the primary can read when this process
 * hangs or has died: a file that the primary has opened and handed down. One small write costs two microseconds, a
 * tenth of a room's tick. So rooms that are played one after the other are noted together; after a crash in the middle
 * of several they are suspects, and are noted one by one. And the end of work is only written when no other follows.
 */
import { writeSync } from 'node:fs';
import { ROOM_CODE_LENGTH, type RoomCode } from '../core/ids.ts';
import { BLACK_BOX } from '../protocol/control.ts';

/** How often the counter moves without other occasion, ms: the primary looks every 50. */
const BEAT_MS = 40;

export class BlackBox {
  readonly #fd: number;
  readonly #timer: NodeJS.Timeout;
  readonly #bytes = Buffer.alloc(BLACK_BOX.roomsAt + BLACK_BOX.rooms * ROOM_CODE_LENGTH);
  readonly #suspects = new Set<RoomCode>();
  /** Rooms that are noted and still to come, in their order. */
  #expected: readonly RoomCode[] = [];
  #next = 0;
  #isRestDue = false;
  #progress = 0;
  #depth = 0;

  /** @param fd an open file. */
  constructor(fd: number) {
    this.#fd = fd;
    this.#timer = setInterval(() => this.#write(), BEAT_MS).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** These are noted one by one from now on. */
  suspect(codes: readonly RoomCode[]): void {
    for (const code of codes) this.#suspects.add(code);
  }

  /** Work on these rooms follows, in this order, and on no other in between; at most BLACK_BOX.rooms. */
  expect(codes: readonly RoomCode[]): void {
    const trusted = this.#suspects.size === 0 ? codes : codes.filter((code) => !this.#suspects.has(code));
    this.#note(trusted);
    this.#expected = trusted;
    this.#next = 0;
    this.#restSoon();
  }

  enter(code: RoomCode): void {
    if (this.#depth++ > 0) return;
    if (this.#expected[this.#next] === code) {
      this.#next++;
      return;
    }
    this.#expected = [];
    this.#note([code]);
  }

  leave(): void {
    if (--this.#depth === 0) this.#restSoon();
  }

  #restSoon(): void {
    if (this.#isRestDue) return;
    this.#isRestDue = true;
    // Soon, before the next timer or message: little that happens later is blamed on the room.
    process.nextTick(this.#rest);
  }

  readonly #rest = (): void => {
    this.#isRestDue = false;
    this.#expected = [];
    this.#note([]);
  };

  #note(codes: readonly RoomCode[]): void {
    this.#bytes[BLACK_BOX.countAt] = codes.length;
    for (let i = 0; i < codes.length; i++) {
      this.#bytes.write(codes[i]!, BLACK_BOX.roomsAt + i * ROOM_CODE_LENGTH, 'latin1');
    }
    this.#write();
  }

  #write(): void {
    this.#progress = (this.#progress + 1) >>> 0;
    this.#bytes.writeUInt32LE(this.#progress, BLACK_BOX.progressAt);
    const length = BLACK_BOX.roomsAt + this.#bytes[BLACK_BOX.countAt]! * ROOM_CODE_LENGTH;
    writeSync(this.#fd, this.#bytes, 0, length, 0);
  }
}
