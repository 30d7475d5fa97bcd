/**
 * Listens to the WebSocket of a guest's page and reads what the host says on it: which seat the guest got, what
 * is known of the room, and the game's state as of the last snapshot.
 */
import type { Page, WebSocket } from 'playwright-core';
import { SnapshotReader, type WireGame } from '../../src/protocol/frames.ts';
import { EVENTS, ROUTE_PARAMETER, type RoomInfo, type Welcome } from '../../src/protocol/messages.ts';

/** Engine.IO's prefix of a text message. */
const MESSAGE_PREFIX = '4';

export class WireTap<S> {
  /** Times that the host has seated this page: once more after each reload or lost connection. */
  welcomes = 0;
  /** Route key of the latest connection: names the worker that serves it. */
  route: string | undefined;
  welcome: Welcome | undefined;
  room: RoomInfo | undefined;
  /** Where the host said last that it is to be found. */
  whereabouts: readonly string[] = [];
  /** State of the latest snapshot since the last welcome. */
  state: S | undefined;
  readonly #game: WireGame;

  /** Call before the page is opened. */
  constructor(page: Page, game: WireGame) {
    this.#game = game;
    page.on('websocket', (socket) => this.#follow(socket));
  }

  #follow(socket: WebSocket): void {
    this.route = new URL(socket.url()).searchParams.get(ROUTE_PARAMETER) ?? undefined;
    const snapshots = new SnapshotReader(this.#game);
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload === 'string') this.#readText(payload);
      else this.state = (snapshots.read(new Uint8Array(payload))?.state as S) ?? this.state;
    });
  }

  #readText(text: string): void {
    if (!text.startsWith(`${MESSAGE_PREFIX}{`)) return;
    const { data } = JSON.parse(text.slice(MESSAGE_PREFIX.length));
    const [name, message] = Array.isArray(data) ? data : [];
    if (name === EVENTS.welcome) {
      this.welcomes++;
      this.state = undefined;
      this.welcome = message;
      this.room = message.room;
    } else if (name === EVENTS.room) this.room = message;
    else if (name === EVENTS.whereabouts) this.whereabouts = message;
  }
}
