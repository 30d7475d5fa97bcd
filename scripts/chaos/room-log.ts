/**
 * An independent log of what guests were told: who sits where, which points were made in which match. Judges what
 * comes later by it: nothing that any guest has seen may be lost. Pure; fed by the witness.
 */

/** A snapshot as one guest has received it. */
export interface Sighting {
  readonly room: string;
  readonly atMs: number;
  readonly epoch: number;
  readonly tick: number;
  readonly match: number;
  /** Points of practice do not count. */
  readonly practice: boolean;
  readonly restarts: number;
  readonly scores: readonly { readonly seat: number; readonly score: number }[];
}

/** A guest's place, as it was told. */
export interface Place {
  readonly room: string;
  readonly token: string;
  readonly seat: number;
  /** As the room's list of seats has it; undefined: the seat is not in it. */
  readonly name: string | undefined;
}

/** All that went wrong since the last judgement. */
export interface Judgement {
  readonly lostPoints: number;
  readonly lostSeats: number;
  /** A match that had begun is not known any more, or a room began anew from nothing. */
  readonly lostMatches: number;
  /** Room -> ticks that it went back in the eyes of its guests. */
  readonly rollbacks: ReadonlyMap<string, number>;
  /** What was lost, in words. */
  readonly details: readonly string[];
}

/** A score that was seen for the first time. */
interface Point {
  readonly atMs: number;
  readonly match: number;
  readonly seat: number;
  readonly score: number;
}

interface KnownRoom {
  epoch: number;
  tick: number;
  restarts: number;
  /** The last tick of the epoch before this one; the room went back by what is below it. */
  tickBefore: number;
  points: Point[];
  /** Every match's number, and when it was seen first. */
  matches: { readonly atMs: number; readonly match: number }[];
}

export class RoomLog {
  readonly #rooms = new Map<string, KnownRoom>();
  readonly #places = new Map<string, Place>();
  readonly #lostSeats = new Set<string>();
  #lostPoints = 0;
  #lostMatches = 0;
  #rollbacks = new Map<string, number>();
  #details: string[] = [];

  /** A guest has a place, or still has it. */
  seated(place: Place): void {
    const known = this.#places.get(place.token);
    if (known === undefined) this.#places.set(place.token, place);
    else if (known.seat !== place.seat || known.name !== place.name) {
      this.#seatLost(
        place.token,
        `${known.name} on seat ${known.seat} is now ${place.name} on seat ${place.seat}`,
      );
    }
  }

  /** A guest was sent away. @param reason why, as the guest was told. */
  ended(token: string, reason: string): void {
    const known = this.#places.get(token);
    if (known !== undefined)
      this.#seatLost(token, `${known.name} on seat ${known.seat} was sent away: ${reason}`);
  }

  saw(sighting: Sighting): void {
    const { room: code, epoch, tick, match, restarts } = sighting;
    const room = this.#rooms.get(code) ?? newRoom(sighting);
    this.#rooms.set(code, room);
    // Guests hear of a tick one after the other: who is late is no witness of a loss, only of what was said before.
    const isNews = epoch > room.epoch || (epoch === room.epoch && tick >= room.tick);
    if (epoch > room.epoch) {
      room.tickBefore = Math.max(room.tick, room.tickBefore);
      room.epoch = epoch;
    }
    if (epoch === room.epoch) this.#noteRollback(code, room, tick);
    if (isNews) {
      room.tick = tick;
      this.#judgeMatch(code, room, match, restarts);
      if (!sighting.practice) this.#judgePoints(code, room, sighting);
    }
    if (!sighting.practice) notePoints(room, sighting);
  }

  /** What was seen after `untilMs` may be lost with the whole host: it counts as never seen. */
  rewind(untilMs: number): void {
    for (const room of this.#rooms.values()) {
      room.points = room.points.filter(({ atMs }) => atMs <= untilMs);
      room.matches = room.matches.filter(({ atMs }) => atMs <= untilMs);
      // The next sighting opens a new time line, whatever its epoch is.
      room.tickBefore = room.tick;
      room.epoch = 0;
    }
  }

  /** What has been found since the last call. */
  judge(): Judgement {
    const judgement = {
      lostPoints: this.#lostPoints,
      lostSeats: this.#lostSeats.size,
      lostMatches: this.#lostMatches,
      rollbacks: this.#rollbacks,
      details: this.#details,
    };
    this.#lostPoints = 0;
    this.#lostSeats.clear();
    this.#lostMatches = 0;
    this.#rollbacks = new Map();
    this.#details = [];
    return judgement;
  }

  #noteRollback(code: string, room: KnownRoom, tick: number): void {
    const ticks = room.tickBefore - tick;
    if (ticks > (this.#rollbacks.get(code) ?? 0)) this.#rollbacks.set(code, ticks);
    // Caught up: from here on an earlier tick is a guest who hears late.
    if (ticks <= 0) room.tickBefore = 0;
  }

  #judgeMatch(code: string, room: KnownRoom, match: number, restarts: number): void {
    const before = room.matches.at(-1)?.match ?? 0;
    if (match < before || restarts > room.restarts) {
      this.#lostMatches++;
      this.#details.push(`${code}: match ${before} is lost, it is match ${match} after ${restarts} restarts`);
      room.matches = room.matches.filter((known) => known.match <= match);
      room.points = room.points.filter((known) => known.match <= match);
    }
    room.restarts = restarts;
  }

  #judgePoints(code: string, room: KnownRoom, { match, tick, scores }: Sighting): void {
    for (const [seat, score] of bestOf(room, match)) {
      const now = scores.find((one) => one.seat === seat)?.score ?? 0;
      if (now >= score) continue;
      this.#lostPoints += score - now;
      this.#details.push(`${code}: seat ${seat} had ${score} points, at tick ${tick} it has ${now}`);
      room.points = room.points.filter((point) => !(point.seat === seat && point.score > now));
    }
  }

  #seatLost(token: string, detail: string): void {
    this.#lostSeats.add(token);
    this.#places.delete(token);
    this.#details.push(detail);
  }
}

const newRoom = ({ epoch, tick, restarts }: Sighting): KnownRoom => {
  return { epoch, tick, restarts, tickBefore: 0, points: [], matches: [] };
};

/** The best score of each seat in a match. */
function bestOf(room: KnownRoom, match: number): Map<number, number> {
  const best = new Map<number, number>();
  for (const point of room.points) {
    if (point.match === match) best.set(point.seat, Math.max(point.score, best.get(point.seat) ?? 0));
  }
  return best;
}

function notePoints(room: KnownRoom, { atMs, match, scores }: Sighting): void {
  if (match > (room.matches.at(-1)?.match ?? 0)) {
    room.matches.push({ atMs, match });
    room.points = room.points.filter((point) => point.match >= match - 1);
  }
  const best = bestOf(room, match);
  for (const { seat, score } of scores) {
    if (score > (best.get(seat) ?? 0)) room.points.push({ atMs, match, seat, score });
  }
}
