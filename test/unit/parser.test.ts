/** Rules P1 to P4: hot frames travel bare, the rest as JSON, and what is no packet is refused. */
import { describe, expect, test } from 'vitest';
import { Random } from '../../src/core/prng.ts';
import { writeProbe } from '../../src/protocol/frames.ts';
import { EVENTS } from '../../src/protocol/messages.ts';
import { Decoder, Encoder } from '../../src/protocol/parser.ts';

function decode(chunk: string | ArrayBuffer | Uint8Array): unknown[] {
  const decoder = new Decoder();
  const packets: unknown[] = [];
  decoder.on('decoded', (packet) => packets.push(packet));
  decoder.add(chunk);
  decoder.destroy();
  return packets;
}

const encoder = new Encoder();
const text = (packet: object): string => JSON.stringify({ nsp: '/', ...packet });

describe('packets', () => {
  test('[P1] a hot frame is exactly its bytes: one byte says its kind, nothing is added', () => {
    const probe = writeProbe(7);
    for (const type of [2, 5]) {
      expect(encoder.encode({ type, nsp: '/', data: [EVENTS.frame, probe] })).toEqual([probe]);
    }
    expect(decode(probe)).toEqual([{ type: 2, nsp: '/', data: [EVENTS.frame, probe] }]);
  });

  test('[P1] a browser’s ArrayBuffer is read like bytes', () => {
    const probe = writeProbe(7);
    const buffer = probe.buffer.slice(0, probe.length) as ArrayBuffer;
    expect(decode(buffer)).toEqual([{ type: 2, nsp: '/', data: [EVENTS.frame, probe] }]);
  });

  test('[P2] everything else is one line of JSON and comes out as it went in', () => {
    const packets = [
      { type: 0, nsp: '/', data: { v: 1, name: 'Zoë 🎈' } },
      { type: 1, nsp: '/' },
      { type: 2, nsp: '/', data: ['act', { do: 'ready', ready: true }] },
      { type: 2, nsp: '/', data: ['act', null], id: 0 },
      { type: 3, nsp: '/', data: [], id: 4 },
      { type: 4, nsp: '/', data: { message: 'room-full', data: { reason: 'room-full' } } },
    ];
    for (const packet of packets) {
      const chunks = encoder.encode(packet);
      expect(chunks).toHaveLength(1);
      expect(decode(chunks[0]!)).toEqual([packet]);
    }
  });
});

describe('refusals', () => {
  const refused: readonly (readonly [string, string])[] = [
    ['no JSON', '2["act"]'],
    ['an empty message', ''],
    ['a number', '7'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another namespace', JSON.stringify({ type: 0, nsp: '/admin' })],
    ['no namespace', JSON.stringify({ type: 2, data: ['act'] })],
    ['a type that does not exist', text({ type: 9 })],
    ['a type as text', text({ type: '2', data: ['act'] })],
    ['binary placeholders', text({ type: 5, data: ['act', { _placeholder: true, num: 0 }] })],
    ['a key that no packet has', text({ type: 2, data: ['act'], attachments: 1 })],
    ['an event without a list', text({ type: 2, data: { 0: 'act' } })],
    ['an event without a name', text({ type: 2, data: [] })],
    ['an event whose name is a number', text({ type: 2, data: [1] })],
    ['an acknowledgement without an id', text({ type: 3, data: [] })],
    ['an acknowledgement with a broken id', text({ type: 3, data: [], id: 1.5 })],
    ['a negative id', text({ type: 2, data: ['act'], id: -1 })],
    ['a handshake that is null', text({ type: 0, data: null })],
    ['a handshake that is a list', text({ type: 0, data: [] })],
    ['a handshake that is text', text({ type: 0, data: 'hello' })],
  ];

  test.each(refused)('[P3] refused: %s', (_what, chunk) => {
    expect(() => decode(chunk)).toThrow();
  });

  test('[P4] names that Socket.IO gives a meaning of its own are refused', () => {
    for (const name of ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener']) {
      expect(() => decode(text({ type: 2, data: [name] }))).toThrow('bad-message');
    }
  });

  test('[P3] 5,000 damaged packets are refused or harmless: only errors, never a broken packet', () => {
    const random = new Random(31);
    const whole = text({ type: 2, data: ['act', { do: 'look', look: 3 }], id: 2 });
    for (let i = 0; i < 5_000; i++) {
      const at = random.int(whole.length);
      const damaged = whole.slice(0, at) + String.fromCharCode(random.int(128)) + whole.slice(at + 1);
      let packets: unknown[] = [];
      try {
        packets = decode(damaged);
      } catch {
        continue;
      }
      expect(packets).toHaveLength(1);
      expect((packets[0] as { nsp: string }).nsp).toBe('/');
    }
  });
});
