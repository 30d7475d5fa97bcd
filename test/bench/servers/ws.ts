/**
 * Raw `ws`, what one can do by hand. `--mode full`: the full snapshot, sent to each guest (what the library costs);
 * `--mode delta`: the hand-packed delta, framed once for the room and written straight to the sockets.
 */
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { newPlainArena, newPlayer, type PlainArena } from '../arena/arena.ts';
import { DeltaPacker } from './delta-packer.ts';
import { packFull } from './full-snapshot.ts';
import { hz, option, port, sayReady, startTicker } from './server-kit.ts';

interface Guest {
  readonly socket: Socket;
  send(bytes: Buffer): void;
}

interface Room {
  readonly arena: PlainArena;
  readonly packer: DeltaPacker;
  guests: Guest[];
  /** Waiting for their first frame. */
  newcomers: Guest[];
}

const isDelta = option('mode', 'full') === 'delta';
const rooms = new Map<number, Room>();
const INPUT_BYTES = 5;
const FINAL_BINARY = 0x82;
/** From here on the length of a frame takes two more bytes. */
const LONG = 126;

function frameOf(payload: Buffer): Buffer {
  const { length } = payload;
  const head = length < LONG ? 2 : 4;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = FINAL_BINARY;
  frame[1] = head === 2 ? length : LONG;
  if (head === 4) frame.writeUInt16BE(length, 2);
  payload.copy(frame, head);
  return frame;
}

function write({ socket }: Guest, frame: Buffer): void {
  if (socket.writable) socket.write(frame);
}

function newRoom(id: number): Room {
  const arena = newPlainArena(hz);
  const room: Room = { arena, packer: new DeltaPacker(arena), guests: [], newcomers: [] };
  rooms.set(id, room);
  return room;
}

function tick(room: Room): void {
  room.arena.step();
  if (!isDelta) {
    const snapshot = packFull(room.arena);
    for (const guest of room.guests) guest.send(snapshot);
    return;
  }
  const frame = frameOf(room.packer.packDelta());
  for (const guest of room.guests) write(guest, frame);
  if (room.newcomers.length === 0) return;
  const key = frameOf(room.packer.packKey());
  for (const guest of room.newcomers) {
    write(guest, key);
    room.guests.push(guest);
  }
  room.newcomers = [];
}

const server = new WebSocketServer(
  { port, host: '127.0.0.1', perMessageDeflate: false, clientTracking: false, skipUTF8Validation: true },
  sayReady,
);

server.on('connection', (connection, request) => {
  const { searchParams } = new URL(request.url!, 'http://localhost');
  const id = Number(searchParams.get('room'));
  const slot = Number(searchParams.get('slot'));
  const room = rooms.get(id) ?? newRoom(id);
  const guest: Guest = { socket: request.socket, send: (bytes) => connection.send(bytes) };
  room.arena.join(slot, newPlayer(slot));
  (isDelta ? room.newcomers : room.guests).push(guest);
  connection.on('message', (message: Buffer) => {
    if (message.length !== INPUT_BYTES) return;
    room.arena.input(slot, message.readUInt16LE(0), message.readInt8(2), message.readInt8(3), message[4]!);
  });
  connection.on('close', () => {
    room.guests = room.guests.filter((one) => one !== guest);
    room.newcomers = room.newcomers.filter((one) => one !== guest);
    room.arena.leave(slot);
    if (room.arena.population === 0) rooms.delete(id);
  });
  connection.on('error', () => {});
});

startTicker(() => {
  for (const room of rooms.values()) tick(room);
});
