/** Reading and writing at Node's own handle, beside its streams: nothing is lost, and nothing overtakes. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TcpHandle } from '../../src/worker/tcp-handle.ts';
import { waitFor } from '../support/wait-for.ts';

let server: Server;
let near: Socket[];
let far: Socket[];

/** A connection: the end that has a handle, and the other one. */
async function connection(): Promise<{ socket: Socket; handle: TcpHandle; other: Socket }> {
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const other = connect((server.address() as AddressInfo).port, '127.0.0.1').setNoDelay();
  const [socket] = await accepted;
  near.push(socket);
  far.push(other);
  const handle = TcpHandle.of(socket);
  if (handle === undefined) throw new Error('This Node has no handle that can be used.');
  return { socket, handle, other };
}

beforeEach(async () => {
  near = [];
  far = [];
  server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(async () => {
  for (const socket of [...near, ...far]) socket.destroy();
  server.close();
  await once(server, 'close');
});

const TAKES_ALL = { take: (_chunk: Buffer, length: number) => length };
const NUMBERED_BYTES = 1_024;
/** Recognised by its first four bytes. */
function numbered(n: number): Buffer {
  const bytes = Buffer.alloc(NUMBERED_BYTES, n);
  bytes.writeUInt32LE(n);
  return bytes;
}

test('what is written at the handle and to the socket arrives in order, also when the other end reads late', async () => {
  const { socket, handle, other } = await connection();
  const count = 20_000; // more than the system's buffers hold
  for (let n = 0; n < count; n++) {
    if (n % 7 === 3) {
      handle.othersWrite();
      socket.write(numbered(n));
    } else handle.write(numbered(n));
  }
  expect(socket.writableLength).toBeGreaterThan(0);
  let next = 0;
  let rest = Buffer.alloc(0);
  other.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (; rest.length >= NUMBERED_BYTES; rest = rest.subarray(NUMBERED_BYTES), next++) {
      if (!rest.subarray(0, NUMBERED_BYTES).equals(numbered(next))) throw new Error(`${next} is missing`);
    }
  });
  await waitFor('all of it', () => next === count, 20_000);
  handle.write(numbered(next));
  await waitFor('one more', () => next === count + 1);
});

test('what is not taken goes to the socket it came from, and what is taken does not', async () => {
  const [a, b] = [await connection(), await connection()];
  const taken: string[] = [];
  const left: string[] = [];
  for (const [name, { socket, handle }] of Object.entries({ a, b })) {
    socket.on('data', (chunk) => left.push(`${name}: ${chunk}`));
    handle.read({
      take(chunk, length) {
        taken.push(`${name}: ${chunk.subarray(0, Math.min(3, length))}`);
        return Math.min(3, length);
      },
    });
  }
  a.other.write('one alpha');
  b.other.write('two beta');
  await waitFor('both', () => left.length === 2);
  a.other.write('abc');
  await waitFor('a short one', () => taken.length === 3);
  expect(taken.sort()).toEqual(['a: abc', 'a: one', 'b: two']);
  expect(left.sort()).toEqual(['a:  alpha', 'b:  beta']);
});

test('nothing is taken past what still waits in the stream', async () => {
  const { socket, handle, other } = await connection();
  let taken = '';
  let left = '';
  handle.read({
    take(chunk, length) {
      if (chunk[0] !== 't'.charCodeAt(0)) return 0;
      taken += chunk.subarray(0, length);
      return length;
    },
  });
  socket.on('data', (chunk) => {
    left += chunk;
  });
  socket.pause();
  other.write('first, ');
  await waitFor('it to wait', () => socket.readableLength > 0);
  other.write('then, ');
  await waitFor('it to wait too', () => socket.readableLength === 'first, then, '.length);
  socket.resume();
  await waitFor('both', () => left === 'first, then, ');
  other.write('taken');
  await waitFor('the last one', () => taken === 'taken');
  expect(left).toBe('first, then, ');
});

test('the end of a connection is met as usual, and who writes after it does no harm', async () => {
  const { socket, handle, other } = await connection();
  handle.read(TAKES_ALL);
  socket.on('error', () => {});
  socket.resume();
  const ended = once(socket, 'end');
  other.end('bye');
  await ended;
  const closed = once(socket, 'close');
  socket.destroy();
  handle.write(numbered(1));
  await closed;
  handle.write(numbered(2));
  expect(socket.destroyed).toBe(true);
});

test('a connection that breaks off amid writes closes', async () => {
  const { socket, handle, other } = await connection();
  socket.on('error', () => {});
  handle.read(TAKES_ALL);
  for (let n = 0; n < 20_000; n++) handle.write(numbered(n));
  other.resetAndDestroy();
  await waitFor('it to close', () => socket.closed);
  handle.write(numbered(0));
});
