/**
 * Listens to the WebSocket of a guest's page and reads what the host says on the latest connection: which seat
 * the guest got, what is known of the room, and the game's state as of the last snapshot.
 */
import type { Page, WebSocket } from 'playwright-core';
import { SnapshotReader, type WireGame } from '../../src/protocol/frames.ts';
import { EVENTS, ROUTE_PARAMETER, type RoomInfo, type Welcome } from '../../src/protocol/messages.ts';

/** Engine.IO's prefix of a text message. */
const MESSAGE_PREFIX = '4';

export class WireTap<S> {
  /** Connections so far. */
  connections = 0;
  /** Route key of the latest connection: names the worker that serves it. */
  route: string | undefined;
  welcome: Welcome | undefined;
  room: RoomInfo | undefined;
  /** State of the latest snapshot. */
  state: S | undefined;
  readonly #snapshots: SnapshotReader;

  /** Call before the page is opened. */
  constructor(page: Page, game: WireGame) {
    this.#snapshots = new SnapshotReader(game);
    page.on('websocket', (socket) => this.#follow(socket));
  }

  #follow(socket: WebSocket): void {
    this.connections++;
    this.route = new URL(socket.url()).searchParams.get(ROUTE_PARAMETER) ?? undefined;
    this.welcome = undefined;
    this.room = undefined;
    this.state = undefined;
    this.#snapshots.reset();
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload === 'string') this.#readText(payload);
      else this.#readFrame(payload);
    });
  }

  #readText(text: string): void {
    if (!text.startsWith(`${MESSAGE_PREFIX}{`)) return;
    const { data } = JSON.parse(text.slice(MESSAGE_PREFIX.length));
    const [name, message] = Array.isArray(data) ? data : [];
    if (name === EVENTS.welcome) {
      this.welcome = message;
      this.room = message.room;
    } else if (name === EVENTS.room) this.room = message;
  }

  #readFrame(bytes: Uint8Array): void {
    const snapshot = this.#snapshots.read(new Uint8Array(bytes));
    if (snapshot !== undefined) this.state = snapshot.state as S;
  }
}
