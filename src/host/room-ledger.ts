/**
 * The primary's book of rooms: what was ordered, who owns it, what it last said of itself, its newest checkpoint.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { ROOM_CODE_ALPHABET, ROOM_CODE_LENGTH, type RoomCode } from '../core/ids.ts';
import { applyNews, type CheckpointNews, type RoomCheckpoint } from '../protocol/checkpoint.ts';
import type { SeatLinkStatus } from '../protocol/console.ts';
import type { RoomLinks, RoomOrder } from '../protocol/control.ts';
import { ROUTE_KEY_LENGTH, type RoomInfo, routeKeyFrom } from '../protocol/messages.ts';
import type { BotLevel } from '../sdk/game.ts';

export interface LedgerRoom {
  order: RoomOrder;
  /** Worker id; undefined while no worker has it. */
  owner: number | undefined;
  /** Undefined until an owner has opened it. */
  info: RoomInfo | undefined;
  checkpoint: RoomCheckpoint | undefined;
  /** The checkpoint is newer than what is on disk. */
  isUnsaved: boolean;
  /** From disk: its guests have been without it for long. */
  gather: boolean;
  /** How guests are connected, by seat, as their owner has told it last. */
  readonly links: Map<number, SeatLinkStatus>;
  /** When it was among what its worker was doing when that hung or crashed; `performance.now()`. */
  strikesMs: readonly number[];
}

/** With nobody else there, a guest finds three bots to play with. */
const DEFAULT_BOTS: { readonly fillTo: number; readonly level: BotLevel } = { fillTo: 4, level: 'medium' };

export class RoomLedger {
  readonly #rooms = new Map<RoomCode, LedgerRoom>();

  get all(): readonly LedgerRoom[] {
    return [...this.#rooms.values()];
  }

  get(code: RoomCode): LedgerRoom | undefined {
    return this.#rooms.get(code);
  }

  /** Writes a new room down, with a code that no other room has. It has no owner yet. */
  add(game: string, settings: Readonly<Record<string, number>>): LedgerRoom {
    let code: RoomCode;
    do code = randomCode();
    while (this.#rooms.has(code));
    const route = routeKeyFrom(randomBytes(ROUTE_KEY_LENGTH));
    return this.#put({ code, game, settings, bots: DEFAULT_BOTS, route, epoch: 1, restarts: 0 });
  }

  /** Writes a room down that comes back from disk. */
  restore(checkpoint: RoomCheckpoint): LedgerRoom {
    const { code, game, settings, bots, route, epoch, restarts } = checkpoint.head;
    const room = this.#put({ code, game, settings, bots, route, epoch, restarts });
    room.checkpoint = checkpoint;
    room.gather = true;
    return room;
  }

  remove(code: RoomCode): void {
    this.#rooms.delete(code);
  }

  /** Rooms that were among those that a worker was working on when it hung or crashed. */
  get suspects(): RoomCode[] {
    return this.all.filter(({ strikesMs }) => strikesMs.length > 0).map(({ order }) => order.code);
  }

  ownedBy(worker: number): LedgerRoom[] {
    return this.all.filter((room) => room.owner === worker);
  }

  keep(news: CheckpointNews): void {
    const room = this.#rooms.get(news.code);
    if (room === undefined) return;
    const checkpoint = applyNews(room.checkpoint, news);
    if (checkpoint === room.checkpoint) return;
    room.checkpoint = checkpoint;
    room.isUnsaved = true;
  }

  /** Notes how guests are connected, if it is the room's owner who says so. */
  noteLinks(worker: number, { code, seats }: RoomLinks): void {
    const room = this.#rooms.get(code);
    if (room === undefined || room.owner !== worker) return;
    for (const { seat, ...link } of seats) room.links.set(seat, link);
  }

  /** The checkpoints that are newer than at the last call. */
  takeUnsaved(): RoomCheckpoint[] {
    const unsaved = this.all.filter((room) => room.isUnsaved);
    for (const room of unsaved) room.isUnsaved = false;
    return unsaved.flatMap(({ checkpoint }) => (checkpoint === undefined ? [] : [checkpoint]));
  }

  #put(order: RoomOrder): LedgerRoom {
    const room: LedgerRoom = {
      order,
      owner: undefined,
      info: undefined,
      checkpoint: undefined,
      isUnsaved: false,
      gather: false,
      links: new Map(),
      strikesMs: [],
    };
    this.#rooms.set(order.code, room);
    return room;
  }
}

/** The order to open a room anew whose state is lost, with the settings that it had. */
export function orderAnew({ order, info }: LedgerRoom): RoomOrder {
  return {
    ...order,
    epoch: (info?.epoch ?? order.epoch) + 1,
    restarts: order.restarts + 1,
    settings: info?.settings ?? order.settings,
    bots: info?.bots ?? order.bots,
  };
}

function randomCode(): RoomCode {
  let code = '';
  for (let i = 0; i < ROOM_CODE_LENGTH; i++) code += ROOM_CODE_ALPHABET[randomInt(ROOM_CODE_ALPHABET.length)];
  return code as RoomCode;
}
