/** Rule E5: what a worker was working on can be read after it has died. A real file, both ends. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RoomCode } from '../../src/core/ids.ts';
import { BlackBox as HostBox } from '../../src/host/black-box.ts';
import { BLACK_BOX } from '../../src/protocol/control.ts';
import { BlackBox } from '../../src/worker/black-box.ts';

const [ADA, BOB, CID] = ['BCDF', 'GHJK', 'MNPQ'] as unknown as [RoomCode, RoomCode, RoomCode];

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the black box', () => {
  let file: HostBox;
  let box: BlackBox;
  beforeEach(() => {
    file = new HostBox();
    box = new BlackBox(file.fd);
  });
  afterEach(async () => {
    await soon();
    box.close();
    file.close();
  });
  /** What would be read if the process died in the middle of a room. */
  function during(code: RoomCode): RoomCode[] {
    box.enter(code);
    const read = file.read();
    box.leave();
    return read;
  }
  test('nothing is noted at first, and nothing a moment after the work', async () => {
    expect(file.read()).toEqual([]);
    expect(during(ADA)).toEqual([ADA]);
    await soon();
    expect(file.read()).toEqual([]);
  });

  test('work on a room within that on another one is the business of the outer one', () => {
    box.enter(ADA);
    expect(during(BOB)).toEqual([ADA]);
    expect(file.read()).toEqual([ADA]);
    box.leave();
  });

  test('rooms that are played together are noted together, with one write', async () => {
    box.expect([ADA, BOB, CID]);
    const before = file.progress;
    for (const code of [ADA, BOB, CID]) expect(during(code)).toEqual([ADA, BOB, CID]);
    expect(file.progress).toBe(before);
    await soon();
    expect(file.read()).toEqual([]);
    expect(file.progress).not.toBe(before);
  });

  test('work that was not announced, or comes in another order, is noted for itself', () => {
    box.expect([ADA, BOB]);
    expect(during(ADA)).toEqual([ADA, BOB]);
    expect(during(CID)).toEqual([CID]);
    expect(during(BOB)).toEqual([BOB]);
    box.expect([ADA, BOB]);
    expect(during(BOB)).toEqual([BOB]);
    expect(during(ADA)).toEqual([ADA]);
  });

  test('a suspect is noted alone, wherever it stands among the others, and the others never with it', () => {
    box.suspect([BOB]);
    box.expect([ADA, BOB, CID]);
    expect(during(ADA)).toEqual([ADA, CID]);
    expect(during(BOB)).toEqual([BOB]);
    expect(during(CID)).toEqual([CID]);
  });

  test('announced rooms of which none is played are not noted for ever', async () => {
    box.expect([ADA]);
    await soon();
    expect(file.read()).toEqual([]);
  });

  test('as many rooms as may be announced fit', () => {
    const codes = Array.from(
      { length: BLACK_BOX.rooms },
      (_, i) => `BC${'BCDF'[i >> 2]}${'BCDF'[i & 3]}` as RoomCode,
    );
    box.expect(codes);
    expect(during(codes[0]!)).toEqual(codes);
  });
});
