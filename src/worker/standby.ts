/**
 * The newest checkpoint of every room that another worker owns, kept in memory so that this worker can go on
 * with any of them at once.
 */
import type { RoomCode, WorkerId } from '../core/ids.ts';
import { applyNews, type CheckpointNews, type RoomCheckpoint } from '../protocol/checkpoint.ts';
import { heirOf } from './heir.ts';

interface Kept {
  owner: WorkerId;
  checkpoint: RoomCheckpoint;
}

export class Standby {
  readonly #kept = new Map<RoomCode, Kept>();

  /** Takes the news of a worker's rooms. */
  keep(owner: WorkerId, rooms: readonly CheckpointNews[]): void {
    for (const news of rooms) {
      const known = this.#kept.get(news.code)?.checkpoint;
      const checkpoint = applyNews(known, news);
      if (checkpoint !== undefined && checkpoint !== known) this.#kept.set(news.code, { owner, checkpoint });
    }
  }

  /** Forgets those rooms of a worker that it does not have any more. */
  prune(owner: WorkerId, codes: readonly RoomCode[]): void {
    for (const [code, kept] of this.#kept) {
      if (kept.owner === owner && !codes.includes(code)) this.#kept.delete(code);
    }
  }

  forget(code: RoomCode): void {
    this.#kept.delete(code);
  }

  has(code: RoomCode): boolean {
    return this.#kept.has(code);
  }

  /**
   * A worker is gone: its rooms go to their heirs, as every survivor computes alike. Returns those that fall to
   * `self`; the others stay kept in their heirs' names, should those die before they have said a word.
   */
  inherit(gone: WorkerId, heirs: readonly WorkerId[], self: WorkerId): RoomCheckpoint[] {
    const mine: RoomCheckpoint[] = [];
    for (const [code, kept] of this.#kept) {
      if (kept.owner !== gone) continue;
      const heir = heirOf(code, heirs);
      if (heir === self) {
        mine.push(kept.checkpoint);
        this.#kept.delete(code);
      } else if (heir !== undefined) kept.owner = heir;
    }
    return mine;
  }
}
