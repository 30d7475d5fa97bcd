/**
 * Socket.IO as its documentation shows it. `--mode json`: the whole state as an object, emitted to the room in every
 * tick; `--mode binary`: the same with the full binary snapshot.
 */
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { newPlainArena, newPlayer, type PlainArena } from '../arena/arena.ts';
import { packFull } from './full-snapshot.ts';
import { hz, option, port, sayReady, startTicker } from './server-kit.ts';

interface Join {
  readonly room: number;
  readonly slot: number;
}

interface InputMessage {
  readonly seq: number;
  readonly dx: number;
  readonly dy: number;
  readonly buttons: number;
}

const isBinary = option('mode', 'json') === 'binary';
const http = createServer();
const io = new Server(http, { serveClient: false });
const rooms = new Map<number, PlainArena>();
const channel = (room: number): string => `room:${room}`;

function newRoom(id: number): PlainArena {
  const arena = newPlainArena(hz);
  rooms.set(id, arena);
  return arena;
}

io.on('connection', (socket) => {
  socket.on('join', ({ room, slot }: Join) => {
    const arena = rooms.get(room) ?? newRoom(room);
    arena.join(slot, newPlayer(slot));
    socket.join(channel(room));
    socket.on('input', ({ seq, dx, dy, buttons }: InputMessage) => arena.input(slot, seq, dx, dy, buttons));
    socket.on('disconnect', () => {
      arena.leave(slot);
      if (arena.population === 0) rooms.delete(room);
    });
  });
});

function describe({ tick, players, acks, projectiles }: PlainArena): object {
  const seats: Record<string, object> = {};
  for (const [slot, player] of players.entries()) {
    if (player !== null) seats[`p${slot}`] = { seq: acks[slot], ...player };
  }
  return {
    tick,
    players: seats,
    projectiles: projectiles.map(({ id, state }) => ({ id, ...state })),
  };
}

startTicker(() => {
  for (const [id, arena] of rooms) {
    arena.step();
    if (isBinary) io.to(channel(id)).emit('s', packFull(arena));
    else io.to(channel(id)).emit('state', describe(arena));
  }
});
http.listen(port, '127.0.0.1', sayReady);
