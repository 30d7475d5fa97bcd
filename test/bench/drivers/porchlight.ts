/**
 * What a guest of Porchlight says on the wire, for the benchmark's raw connections: handshake, answers to questions, and
 * inputs. Which input a snapshot acknowledges stands inside the delta, so one connection in 61 decodes.
 */
import { BitWriter } from '../../../src/core/bytes.ts';
import { asTick } from '../../../src/core/ids.ts';
import { FRAME, SnapshotReader, widen, writeInputs } from '../../../src/protocol/frames.ts';
import { EVENTS, ROUTE_PARAMETER, type Welcome } from '../../../src/protocol/messages.ts';
import { PROTOCOL_VERSION } from '../../../src/protocol/version.ts';
import type { AnyGame } from '../../../src/sdk/game.ts';
import { findGame } from '../arena/arena-registry.ts';
import type { Conn } from '../swarm/conn.ts';
import { type Decoder, type Driver, NO_ACK, NOT_A_SNAPSHOT, type WorldView } from '../swarm/driver.ts';

/** Where the server under test opens rooms on demand, counted from its port. */
export const ROOMS_PORT_OFFSET = 1_000;

/** One connection in so many decodes what it gets, and so knows what was acknowledged; a prime, so that all seats do. */
const DECODES_ONE_IN = 61;
const ACK_BITS = 8;
/** Of the tokens that open a seat again. */
const TOKEN_LENGTH = 22;
/** Engine.IO's packet types, as the first character of a text message. */
const OPEN = 0x30;
const PING = 0x32;
const MESSAGE = 0x34;

interface Guest {
  game: AnyGame | undefined;
  seat: number;
  reader: SnapshotReader | undefined;
  tick: number;
  generation: number;
  code: string;
}

interface ArenaState {
  readonly players: Readonly<Record<number, WorldView['players'][number] & { readonly ack: number }>>;
  readonly shots: Readonly<Record<number, WorldView['projectiles'][number] & { readonly diesAt: number }>>;
}

const writer = new BitWriter(64);

/** Each guest asks for itself, as pages do: those of a large room are sent to different workers. */
async function findRoom(room: number, port: number): Promise<{ code: string; route: string }> {
  const code = await (await fetch(`http://127.0.0.1:${port + ROOMS_PORT_OFFSET}/${room}`)).text();
  const listing = await fetch(`http://127.0.0.1:${port}/api/rooms/${code}`);
  const { route } = (await listing.json()) as { route: string };
  return { code, route };
}

interface Event {
  readonly name: unknown;
  readonly data: unknown;
  /** Of the acknowledgement that is wanted. */
  readonly id: number | undefined;
}

/** The event in a text message, if it is one. */
function readEvent(text: string): Event | undefined {
  if (text.charCodeAt(0) !== MESSAGE) return undefined;
  const { data, id } = JSON.parse(text.slice(1)) as { data?: unknown; id?: number };
  return Array.isArray(data) ? { name: data[0], data: data[1], id } : undefined;
}

function readWelcome(text: string): Welcome | undefined {
  const event = readEvent(text);
  return event?.name === EVENTS.welcome ? (event.data as Welcome) : undefined;
}

function heardText(conn: Conn, text: string): void {
  const kind = text.charCodeAt(0);
  const guest = conn.data as Guest;
  if (kind === PING) conn.sendText('3');
  if (kind === OPEN) {
    // Whoever takes the place of a guest that was closed is that guest again: its seat is kept for it.
    const token = String(conn.index).padStart(TOKEN_LENGTH, '0');
    const data = { v: PROTOCOL_VERSION, room: guest.code, name: `Guest ${conn.index}`, token };
    conn.sendText(`4${JSON.stringify({ type: 0, nsp: '/', data })}`);
  }
  const event = readEvent(text);
  if (event?.name === EVENTS.there) {
    conn.sendText(`4${JSON.stringify({ type: 3, nsp: '/', data: [], id: event.id })}`);
  }
  if (event?.name !== EVENTS.welcome) return;
  const welcome = event.data as Welcome;
  guest.game = findGame(welcome.room.game);
  guest.seat = welcome.seat;
  if (conn.index % DECODES_ONE_IN === 0 || conn.onFrame !== undefined) {
    guest.reader = new SnapshotReader(guest.game!);
  }
}

/** Keeps up with the stream's tick. False for frames that are no snapshots. */
function noteTick(guest: Guest, bytes: Buffer, start: number): boolean {
  const kind = bytes[start];
  if (kind === FRAME.keyframe) {
    guest.generation = bytes[start + 1]!;
    guest.tick = bytes.readUInt32LE(start + 2);
  } else if (kind === FRAME.delta || kind === FRAME.area)
    guest.tick = widen(bytes[start + 1]!, 8, guest.tick);
  else return false;
  return true;
}

function viewOf({ players, shots }: ArenaState): WorldView {
  const projectiles = Object.values(shots).map((shot) => {
    return { ...shot, id: String(shot.diesAt * 256 + shot.owner) };
  });
  return { players: Object.values(players), projectiles };
}

export const porchlightDriver: Driver = {
  async connect(conn, port) {
    const { code, route } = await findRoom(conn.room, port);
    conn.data = { game: undefined, seat: 0, reader: undefined, tick: 0, generation: 0, code } satisfies Guest;
    return { path: `/socket.io/?${ROUTE_PARAMETER}=${route}&EIO=4&transport=websocket` };
  },
  frame(conn, bytes, start, end, isBinary) {
    if (!isBinary) {
      heardText(conn, bytes.toString('utf8', start, end));
      return NOT_A_SNAPSHOT;
    }
    const guest = conn.data as Guest;
    if (!noteTick(guest, bytes, start)) return NOT_A_SNAPSHOT;
    if (guest.reader === undefined) return NO_ACK;
    const state = guest.reader.read(bytes.subarray(start, end))?.state as ArenaState | undefined;
    return conn.widen(state?.players[guest.seat]?.ack ?? 0, ACK_BITS);
  },
  input(conn, seq, dx, dy, buttons) {
    const { game, tick, generation } = conn.data as Guest;
    const input = { ack: seq & 0xff, dx, dy, buttons };
    conn.sendBinary(Buffer.from(writeInputs(writer, game!, asTick(tick + 1), generation, [input])));
  },
  decoder(): Decoder {
    let reader: SnapshotReader | undefined;
    return {
      feed(frame, isBinary) {
        if (!isBinary) {
          const welcome = readWelcome(frame.toString('utf8'));
          if (welcome !== undefined) reader = new SnapshotReader(findGame(welcome.room.game)!);
          return null;
        }
        const state = frame[0] === FRAME.hash ? undefined : reader?.read(frame)?.state;
        return state === undefined ? null : viewOf(state as ArenaState);
      },
    };
  },
};
