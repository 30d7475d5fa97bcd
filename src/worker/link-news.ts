/**
 * What guests have said of their connections since it was asked last. Compares objects instead of numbers: each thing
 * that a guest says is a new object, and each connection is one too, so nothing has to be forgotten when it ends.
 */
import type { RoomCode, SeatId } from '../core/ids.ts';
import type { RoomLinks } from '../protocol/control.ts';
import type { LinkQuality } from '../protocol/frames.ts';
import type { SeatLink } from './cluster-bus.ts';

/** A room as far as it is needed here. */
interface LinkedRoom {
  readonly room: { readonly seats: { get(seat: SeatId): { quality: LinkQuality | undefined } | undefined } };
  readonly voice: { readonly links: ReadonlyMap<SeatId, SeatLink> };
}

export class LinkNews {
  readonly #told = new WeakMap<SeatLink, LinkQuality>();

  /** The news of all rooms of this worker since the last call; rooms without any are left out. */
  take(rooms: Iterable<readonly [RoomCode, LinkedRoom]>): RoomLinks[] {
    const news: RoomLinks[] = [];
    for (const [code, room] of rooms) {
      const seats = this.#newsOf(room);
      if (seats.length > 0) news.push({ code, seats });
    }
    return news;
  }

  #newsOf({ room, voice }: LinkedRoom): RoomLinks['seats'] {
    const seats: RoomLinks['seats'][number][] = [];
    for (const [seat, link] of voice.links) {
      const quality = room.seats.get(seat)?.quality;
      if (quality === undefined || this.#told.get(link) === quality) continue;
      this.#told.set(link, quality);
      seats.push({ seat, ...quality, platform: link.platform });
    }
    return seats;
  }
}
