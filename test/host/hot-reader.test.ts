/** Hot messages are read where the bytes arrive; all else goes its usual way. Real ws, real sockets. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ReadableWebSocket, takeHotMessages } from '../../src/worker/hot-reader.ts';
import { TcpHandle } from '../../src/worker/tcp-handle.ts';
import { waitFor } from '../support/wait-for.ts';

const FIN = 0x80;
const OPCODES = { more: 0, text: 1, binary: 2, ping: 9 } as const;
const MASK = [0x12, 0x9f, 0x00, 0xe7];

/** A frame as a browser sends it. */
function frame(kind: keyof typeof OPCODES, payload: Uint8Array, { fin = true, masked = true } = {}): Buffer {
  const length = payload.length <= 125 ? [payload.length] : [126, payload.length >> 8, payload.length & 255];
  const head = [OPCODES[kind] | (fin ? FIN : 0), length[0]! | (masked ? 0x80 : 0), ...length.slice(1)];
  if (!masked) return Buffer.from([...head, ...payload]);
  return Buffer.from([...head, ...MASK, ...payload.map((byte, i) => byte ^ MASK[i % 4]!)]);
}
const bytes = (length: number, first: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (first + i * 7) & 255);

describe.each([
  ['at the handle of the socket', true],
  ['from the socket as a stream', false],
])('hot messages, read %s', (_way, atHandle) => {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  let client: Socket;
  let accepted: WebSocket;
  /** What was read, in order: hot bytes, or a readable text. */
  let heard: (number[] | string)[];
  let answers: Buffer;
  /** Chunks that were not taken where they arrived. */
  let leftToWs: number;

  beforeEach(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const connection = once(sockets, 'connection');
    client = connect((server.address() as AddressInfo).port, '127.0.0.1').setNoDelay();
    client.write(
      'GET / HTTP/1.1\r\nHost: porch\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    [accepted] = (await connection) as [WebSocket];
    await once(client, 'data');
    answers = Buffer.alloc(0);
    client.on('data', (chunk) => {
      answers = Buffer.concat([answers, chunk]);
    });
    heard = [];
    leftToWs = 0;
    accepted.on('message', (data) => heard.push(String(data)));
    accepted.on('error', () => {});
    const parts = accepted as unknown as ReadableWebSocket;
    const [whole] = parts._socket.listeners('data') as ((chunk: Buffer) => void)[];
    parts._socket.removeListener('data', whole!);
    parts._socket.on('data', function (this: unknown, chunk) {
      leftToWs++;
      whole!.call(this, chunk);
    });
    const handle = atHandle ? TcpHandle.of(parts._socket) : undefined;
    expect(handle !== undefined).toBe(atHandle);
    takeHotMessages(parts, handle, { receive: (message) => heard.push([...message.rest()]) });
  });
  afterEach(async () => {
    client.destroy();
    accepted.terminate();
    server.close();
    await once(server, 'close');
  });

  test('a message is taken where its bytes arrive, whatever its length up to 125', async () => {
    for (const length of [0, 1, 3, 4, 5, 124, 125]) {
      heard.length = 0;
      client.write(frame('binary', bytes(length, length)));
      await waitFor('it to be read', () => heard.length === 1);
      expect(heard).toEqual([[...bytes(length, length)]]);
    }
    expect(leftToWs).toBe(0);
  });

  test('several in one packet are all taken, in order, with readable and longer ones between them', async () => {
    const long = bytes(2_000, 3);
    client.write(
      Buffer.concat([
        frame('binary', bytes(3, 1)),
        frame('binary', bytes(4, 2)),
        frame('text', Buffer.from('hello')),
        frame('binary', bytes(5, 3)),
        frame('binary', long),
      ]),
    );
    await waitFor('it to be read', () => heard.length === 5);
    expect(heard).toEqual([[...bytes(3, 1)], [...bytes(4, 2)], 'hello', [...bytes(5, 3)], [...long]]);
    heard.length = 0;
    leftToWs = 0;
    client.write(frame('binary', bytes(6, 9)));
    await waitFor('it to be read', () => heard.length === 1);
    expect({ heard, leftToWs }).toEqual({ heard: [[...bytes(6, 9)]], leftToWs: 0 });
  });

  test('a message that comes in two packets is read as well, wherever it was cut', async () => {
    const whole = frame('binary', bytes(9, 5));
    for (let cut = 1; cut < whole.length; cut++) {
      heard.length = 0;
      leftToWs = 0;
      client.write(whole.subarray(0, cut));
      await waitFor('it to be read', () => leftToWs === 1);
      client.write(Buffer.concat([whole.subarray(cut), frame('binary', bytes(2, cut))]));
      await waitFor('it to be read', () => heard.length === 2);
      expect(heard).toEqual([[...bytes(9, 5)], [...bytes(2, cut)]]);
    }
  });

  test('a message in fragments is put together, with a ping between them', async () => {
    client.write(frame('binary', bytes(3, 1), { fin: false }));
    client.write(frame('ping', Buffer.from('?')));
    client.write(frame('more', bytes(3, 8)));
    client.write(frame('binary', bytes(2, 4)));
    await waitFor('it to be read', () => heard.length === 2);
    expect(heard).toEqual([[...bytes(3, 1), ...bytes(3, 8)], [...bytes(2, 4)]]);
    await waitFor('the answer', () => answers.includes(Buffer.from([0x8a, 1, 0x3f])));
  });

  test('a whole message amid the fragments of another ends the connection', async () => {
    client.write(Buffer.concat([frame('binary', bytes(3, 1), { fin: false }), frame('binary', bytes(2, 4))]));
    await waitFor('the answer', () => answers.includes(Buffer.from([0x88, 2, 1002 >> 8, 1002 & 255])));
    expect(heard).toEqual([]);
  });

  test('one without a mask ends the connection', async () => {
    client.write(frame('binary', bytes(3, 1), { masked: false }));
    await waitFor('the answer', () => answers.includes(Buffer.from([0x88, 2, 1002 >> 8, 1002 & 255])));
    expect(heard).toEqual([]);
  });
});
