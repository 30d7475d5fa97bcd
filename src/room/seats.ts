/**
 * Who sits where in a room. A seat outlives its connection: the token gives it back. Bots sit on seats too and
 * make way for people.
 */
import { asSeatId, type SeatId } from '../core/ids.ts';
import type { Random } from '../core/prng.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { SeatRecord } from '../protocol/checkpoint.ts';
import type { LinkQuality } from '../protocol/frames.ts';
import { LIMITS } from '../protocol/limits.ts';
import type { Handshake, SeatInfo } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import type { BotLevel } from '../sdk/game.ts';
import { LOOKS } from '../sdk/looks.ts';

const BOT_NAMES = [
  ...['Moth', 'Cricket', 'Firefly', 'Toad', 'Owl', 'Badger', 'Hedgehog', 'Fox'],
  ...['Beetle', 'Otter', 'Wren', 'Hare', 'Newt', 'Magpie', 'Bat', 'Vole'],
];

export interface Seat {
  readonly id: SeatId;
  readonly token: string;
  /** Four digits by which another device takes the seat; '' for bots. */
  readonly seatCode: string;
  name: string;
  look: number;
  readonly bot: BotLevel | undefined;
  /** Clock time since when nobody is connected, ms; undefined: here (bots always are). */
  awaySinceMs: number | undefined;
  /** Clock time at which a connection that was just lost counts as away, ms; nobody notices a short blip. */
  awayDueMs: number | undefined;
  /** False until the first connection stands. */
  wasSeen: boolean;
  ready: boolean;
  wins: number;
  /** The device that sits here, as it calls itself; undefined: it did not say. */
  readonly device: string | undefined;
  muted: boolean;
  leads: boolean;
  /** Clock time at which it was sent away, ms: until the seat is free this can be undone. */
  kickedMs: number | undefined;
  /** How its guest is connected, as it has said itself on this connection. */
  quality: LinkQuality | undefined;
}

const NEW = { muted: false, leads: false, kickedMs: undefined, quality: undefined } as const;

/** What opens a seat again: the token from the same browser, the code from another device. */
export type SeatKeys = Pick<Seat, 'token' | 'seatCode'>;

export class Seats {
  readonly #seats: (Seat | undefined)[];
  /** These are asked for many times a tick, and change when somebody comes or goes. */
  #all: readonly Seat[] = [];
  #ids: readonly SeatId[] = [];
  #people: readonly Seat[] = [];
  #bots: readonly Seat[] = [];

  /** @param max seats of the room. With more people than looks some look alike. */
  constructor(max: number) {
    this.#seats = new Array(Math.min(max, LIMITS.seatsPerRoom)).fill(undefined);
  }

  get all(): readonly Seat[] {
    return this.#all;
  }

  /** Those of `all`, in the same order. */
  get ids(): readonly SeatId[] {
    return this.#ids;
  }

  get people(): readonly Seat[] {
    return this.#people;
  }

  get bots(): readonly Seat[] {
    return this.#bots;
  }

  /** Is anybody connected now? */
  get isAnybodyHere(): boolean {
    for (const seat of this.#people) if (seat.awaySinceMs === undefined) return true;
    return false;
  }

  /** People who are connected now. */
  get present(): readonly Seat[] {
    return this.people.filter((seat) => seat.awaySinceMs === undefined);
  }

  get(id: SeatId): Seat | undefined {
    return this.#seats[id];
  }

  byToken(token: string): Seat | undefined {
    return this.people.find((seat) => seat.token === token);
  }

  bySeatCode(seatCode: string): Seat | undefined {
    return this.people.find((seat) => seat.seatCode === seatCode);
  }

  /** Seats a person who is not here yet (away until the connection stands). Fails when no seat is free. */
  addPerson(hello: Handshake, keys: SeatKeys, nowMs: number): Result<Seat, Reason> {
    const id = this.#freeId();
    if (id === undefined) return fail('room-full');
    const look = hello.look ?? id % LOOKS.length;
    const seat = this.#put({
      id,
      ...keys,
      name: this.#uniqueName(hello.name),
      look,
      bot: undefined,
      awaySinceMs: nowMs,
      awayDueMs: undefined,
      wasSeen: false,
      ready: false,
      wins: 0,
      device: hello.device,
      ...NEW,
    });
    this.dress(seat, look);
    return ok(seat);
  }

  /** Seats a bot; undefined when no seat is free. */
  addBot(level: BotLevel, random: Random): Seat | undefined {
    const id = this.#freeId();
    if (id === undefined) return undefined;
    const taken = new Set(this.all.map((seat) => seat.name));
    const names = BOT_NAMES.filter((name) => !taken.has(name));
    return this.#put({
      id,
      token: '',
      seatCode: '',
      name: names.length > 0 ? random.pick(names) : `Bot ${id + 1}`,
      look: freeLook(random.int(LOOKS.length), this.all),
      bot: level,
      awaySinceMs: undefined,
      awayDueMs: undefined,
      wasSeen: true,
      ready: true,
      wins: 0,
      device: undefined,
      ...NEW,
    });
  }

  /** Puts a seat from a checkpoint back: away, until its guest comes back or `awayDueMs` says otherwise. */
  restore(record: SeatRecord, nowMs: number): Seat {
    const { present, kicked, ...kept } = record;
    const isHere = record.bot !== undefined;
    return this.#put({
      ...kept,
      awaySinceMs: isHere ? undefined : nowMs,
      awayDueMs: undefined,
      wasSeen: true,
      kickedMs: kicked ? nowMs : undefined,
      quality: undefined,
    });
  }

  records(): SeatRecord[] {
    return this.all.map((seat) => {
      const { id, token, seatCode, name, look, bot, ready, wins, device, muted, leads } = seat;
      const [present, kicked] = [seat.awaySinceMs === undefined, seat.kickedMs !== undefined];
      return { id, token, seatCode, name, look, bot, present, ready, wins, device, muted, leads, kicked };
    });
  }

  remove(id: SeatId): void {
    this.#seats[id] = undefined;
    this.#list();
  }

  rename(seat: Seat, name: string): void {
    seat.name = this.#uniqueName(name, seat);
  }

  /** Gives a person the look `wanted`, or the next one that no other person has; a bot makes way. */
  dress(seat: Seat, wanted: number): void {
    const look = freeLook(wanted, this.people, seat);
    const bot = this.all.find((other) => other.look === look && other.bot !== undefined);
    seat.look = look;
    if (bot !== undefined) bot.look = freeLook(look, this.all, bot);
  }

  info(): SeatInfo[] {
    return this.all.map(({ id, name, look, bot, awaySinceMs, ready, wins, kickedMs, muted, leads }) => ({
      seat: id,
      name: muted ? `Player ${id + 1}` : name,
      look,
      bot,
      away: awaySinceMs !== undefined,
      ready,
      wins,
      kicked: kickedMs !== undefined,
      muted,
      leads,
    }));
  }

  #put(seat: Seat): Seat {
    this.#seats[seat.id] = seat;
    this.#list();
    return seat;
  }

  #list(): void {
    this.#all = this.#seats.filter((seat) => seat !== undefined);
    this.#ids = this.#all.map(({ id }) => id);
    this.#people = this.#all.filter((seat) => seat.bot === undefined);
    this.#bots = this.#all.filter((seat) => seat.bot !== undefined);
  }

  #freeId(): SeatId | undefined {
    const index = this.#seats.indexOf(undefined);
    return index < 0 ? undefined : asSeatId(index);
  }

  #uniqueName(wanted: string, own?: Seat): string {
    const taken = new Set(this.all.filter((seat) => seat !== own).map((seat) => seat.name.toLowerCase()));
    let name = wanted;
    for (let n = 2; taken.has(name.toLowerCase()); n++) {
      const suffix = ` ${n}`;
      // The limit counts UTF-16 units; an emoji that would be cut in two goes as a whole.
      const kept = wanted.slice(0, LIMITS.nameLength - suffix.length).replace(/[\uD800-\uDBFF]$/, '');
      name = kept.trimEnd() + suffix;
    }
    return name;
  }
}

/** `wanted` if none of `seats` but `own` has it, else the next one that is free. */
function freeLook(wanted: number, seats: readonly Seat[], own?: Seat): number {
  const taken = new Set(seats.filter((seat) => seat !== own).map((seat) => seat.look));
  for (let i = 0; i < LOOKS.length; i++) {
    const look = (wanted + i) % LOOKS.length;
    if (!taken.has(look)) return look;
  }
  return wanted % LOOKS.length;
}
