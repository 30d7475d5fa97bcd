/** Rim Rumble's state on the wire: what one end writes, the other holds. */
import { expect, test } from 'vitest';
import { BitReader, BitWriter } from '../../src/core/bytes.ts';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import { RimArena } from '../support/rim-arena.ts';

test('a whole match of ten bots over keyframes and deltas leaves the identical state at every snapshot', () => {
  const levels = Array.from({ length: 10 }, (_, i) => (['easy', 'medium', 'hard'] as const)[i % 3]!);
  const arena = new RimArena({ seats: 10, seed: 21 });
  const writer = new BitWriter();
  const schema = rimRumble.state;
  let sent = schema.copy(arena.state);
  schema.write(writer, sent);
  let received = schema.read(new BitReader(writer.finish()));
  let deltaBytes = 0;
  let snapshots = 0;
  while (arena.state.stage !== 'matchOver' && arena.tick < 30_000) {
    arena.letBotsPlay(levels);
    arena.step(rimRumble.ticksPerSnapshot);
    writer.reset();
    schema.writeDelta(writer, sent, arena.state);
    const bytes = writer.finish();
    const reader = new BitReader(bytes);
    received = schema.readDelta(reader, received);
    expect(reader.failed).toBe(false);
    if (snapshots % 15 === 0) expect(received).toEqual(arena.state);
    sent = schema.copy(arena.state);
    deltaBytes += bytes.length;
    snapshots++;
  }
  expect(received).toEqual(arena.state);
  expect(arena.state.stage).toBe('matchOver');
  // Thirty snapshots a second to every guest: with ten pucks and bumpers under 5 KB/s.
  expect(deltaBytes / snapshots).toBeLessThan(160);
});

test('every event fits its schema and comes out as it went in', () => {
  const arena = new RimArena({ seats: 9, seed: 8 });
  arena.playMatch(Array(9).fill('hard'), 30_000);
  const kinds = new Set<string>();
  for (const event of arena.events) {
    kinds.add(event.type);
    const schema = rimRumble.events[event.type] as {
      quantise(v: unknown): unknown;
    } & typeof rimRumble.events.hit;
    const data = schema.quantise(event.data) as typeof event.data & { a: number };
    const writer = new BitWriter();
    schema.write(writer, data as never);
    expect(schema.read(new BitReader(writer.finish()))).toEqual(data);
  }
  expect([...kinds].sort()).toEqual(Object.keys(rimRumble.events).sort());
});
