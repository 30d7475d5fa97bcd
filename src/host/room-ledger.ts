/**
 * The primary's book of rooms: what was ordered, who owns it, what it last said of itself. From it, rooms of a
 * dead worker are ordered anew.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { ROOM_CODE_ALPHABET, ROOM_CODE_LENGTH, type RoomCode } from '../core/ids.ts';
import type { RoomOrder } from '../protocol/control.ts';
import { ROUTE_KEY_LENGTH, type RoomInfo, routeKeyFrom } from '../protocol/messages.ts';
import type { BotLevel } from '../sdk/game.ts';

export interface LedgerRoom {
  order: RoomOrder;
  /** Worker id; undefined while no worker is there to take it. */
  owner: number | undefined;
  /** Undefined until the owner has opened it. */
  info: RoomInfo | undefined;
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
    const order = { code, game, settings, bots: DEFAULT_BOTS, route, epoch: 1 };
    const room: LedgerRoom = { order, owner: undefined, info: undefined };
    this.#rooms.set(code, room);
    return room;
  }

  remove(code: RoomCode): void {
    this.#rooms.delete(code);
  }

  ownedBy(worker: number): LedgerRoom[] {
    return this.all.filter((room) => room.owner === worker);
  }

  /** Takes a room from its dead owner: the next one opens it anew, with the settings it had. */
  orphan(room: LedgerRoom): void {
    const { order, info } = room;
    room.order = {
      ...order,
      epoch: order.epoch + 1,
      settings: info?.settings ?? order.settings,
      bots: info?.bots ?? order.bots,
    };
    room.owner = undefined;
  }
}

function randomCode(): RoomCode {
  let code = '';
  for (let i = 0; i < ROOM_CODE_LENGTH; i++) code += ROOM_CODE_ALPHABET[randomInt(ROOM_CODE_ALPHABET.length)];
  return code as RoomCode;
}
