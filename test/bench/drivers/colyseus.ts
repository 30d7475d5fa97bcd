/** Speaks with servers/colyseus.ts: matchmaking over HTTP, then Colyseus 0.18's frames over WebSocket. */
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import type { PlayerState, ProjectileState } from '../arena/arena.ts';
import { type Decoder, type Driver, NO_ACK, NOT_A_SNAPSHOT, type WorldView } from '../swarm/driver.ts';

/** The low five bits of a frame's first byte; the others are modifiers. */
const CODE_MASK = 0x1f;
const JOIN_ROOM = 10;
const ROOM_STATE = 14;
const ROOM_STATE_PATCH = 15;
const ROOM_INPUT_RELIABLE = 19;
/** Modifier: time and acknowledgement stand before the state. */
const TIMED = 0x80;
const TIMED_BYTES = 8;
const ACK_AT = 5;
/** The fields of an input, each behind a byte that says which it is. */
const DX = 0x80;
const DY = 0x81;
const BUTTONS = 0x82;

interface Seat {
  readonly processId: string;
  readonly roomId: string;
  readonly sessionId: string;
}

/** The part of @colyseus/schema that is used here. */
interface SchemaPackage {
  readonly Reflection: { decode(bytes: Buffer, from: { offset: number }): StateDecoder };
  readonly decode: { number(bytes: Buffer, from: { offset: number }): number };
}

interface StateDecoder {
  readonly state: {
    readonly players: ReadonlyMap<string, PlayerState>;
    readonly projectiles: ReadonlyMap<string, ProjectileState>;
  };
  decode(bytes: Buffer, from: { offset: number }): void;
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 });

/** Posts JSON and resolves with the JSON that comes back. */
function post(port: number, path: string, body: object): Promise<unknown> {
  const data = JSON.stringify(body);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(data) };
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method: 'POST', agent, headers };
    const asked = request(options, async (response) => {
      const text = Buffer.concat(await response.toArray()).toString();
      if (response.statusCode === 200) resolve(JSON.parse(text));
      else reject(new Error(`${path}: ${response.statusCode} ${text}`));
    });
    asked.on('error', (error: NodeJS.ErrnoException) => {
      // The server may close an idle connection just as it is used again.
      if (asked.reusedSocket && error.code === 'ECONNRESET') resolve(post(port, path, body));
      else reject(error);
    });
    asked.end(data);
  });
}

/** The real decoder of the package, set up from the handshake as its own client does. */
class SchemaDecoder implements Decoder {
  // Only where the peers are installed does this package exist, and only here is it needed.
  private readonly schema = createRequire(import.meta.url)('@colyseus/schema') as SchemaPackage;
  private decoder: StateDecoder | undefined;

  feed(frame: Buffer): WorldView | null {
    const code = frame[0]! & CODE_MASK;
    if (code === JOIN_ROOM) this.setUp(frame);
    if ((code !== ROOM_STATE && code !== ROOM_STATE_PATCH) || this.decoder === undefined) return null;
    const offset = frame[0]! & TIMED ? 1 + TIMED_BYTES : 1;
    if (offset >= frame.length) return null;
    this.decoder.decode(frame, { offset });
    const { players, projectiles } = this.decoder.state;
    return {
      players: [...players.values()],
      projectiles: [...projectiles].map(([id, { x, y, angle, owner }]) => ({ id, x, y, angle, owner })),
    };
  }

  private setUp(frame: Buffer): void {
    const from = { offset: 1 };
    // A reconnection token and the name of the serializer come first, each behind its length.
    for (let i = 0; i < 2; i++) from.offset += 1 + frame[from.offset]!;
    const length = this.schema.decode.number(frame, from);
    this.decoder = this.schema.Reflection.decode(frame.subarray(0, from.offset + length), from);
  }
}

export const colyseusDriver: Driver = {
  async connect({ room, slot }, port) {
    const seat = (await post(port, '/matchmake/joinOrCreate/arena', { room, slot })) as Seat;
    return { path: `/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}` };
  },
  frame(conn, bytes, start, end) {
    const head = bytes[start]!;
    const code = head & CODE_MASK;
    if (code === JOIN_ROOM) conn.sendBinary(Buffer.from([JOIN_ROOM]));
    if (code !== ROOM_STATE && code !== ROOM_STATE_PATCH) return NOT_A_SNAPSHOT;
    if ((head & TIMED) === 0) return NO_ACK;
    // A patch without anything in it is a heartbeat.
    return end - start > 1 + TIMED_BYTES ? bytes.readUInt32LE(start + ACK_AT) : NOT_A_SNAPSHOT;
  },
  input(conn, _seq, dx, dy, buttons) {
    // Like its own client: only what has changed, and buttons seldom do.
    const isPressing = conn.data !== buttons;
    conn.data = buttons;
    const fields = [ROOM_INPUT_RELIABLE, DX, dx & 0xff, DY, dy & 0xff];
    conn.sendBinary(Buffer.from(isPressing ? [...fields, BUTTONS, buttons] : fields));
  },
  decoder: () => new SchemaDecoder(),
};
