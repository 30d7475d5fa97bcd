/** Rule R10: a room goes on from a checkpoint as if nothing had happened, and what was said is never lost. */
import { describe, expect, test } from 'vitest';
import type { WorkerId } from '../../src/core/ids.ts';
import { asWorkerId, type RoomCode } from '../../src/core/ids.ts';
import { GAMES } from '../../src/games/registry.ts';
import { applyNews, type CheckpointNews, type RoomCheckpoint } from '../../src/protocol/checkpoint.ts';
import { TIMES } from '../../src/protocol/limits.ts';
import { heirOf } from '../../src/worker/heir.ts';
import { Standby } from '../../src/worker/standby.ts';
import { RoomBench } from '../support/room-bench.ts';

const game = GAMES[0]!;

/** A match of two people and three bots that has run for a while. */
function match(ticks = 400): RoomBench {
  const bench = new RoomBench({ bots: { fillTo: 5, level: 'hard' } });
  bench.enter('Ada');
  bench.enter('Bo');
  bench.startMatch();
  bench.step(ticks);
  return bench;
}

const checkpointOf = (bench: RoomBench): RoomCheckpoint => bench.room.checkpoint(bench.clock.ms);
const resume = (checkpoint: RoomCheckpoint, gather = false): RoomBench =>
  new RoomBench({}, { checkpoint: structuredClone(checkpoint), gather });

describe('going on elsewhere', () => {
  test('[R10] for 600 ticks the resumed room plays exactly what the first one plays', () => {
    const first = match();
    const second = resume(checkpointOf(first));
    expect(second.room.info).toEqual({ ...first.room.info, epoch: 2 });
    for (const { seat, bot } of second.room.info.seats) if (bot === undefined) second.room.online(seat);
    for (let i = 0; i < 60; i++) {
      first.step(10);
      second.step(10);
      expect(checkpointOf(second).state).toEqual(checkpointOf(first).state);
      expect(checkpointOf(second).random).toBe(checkpointOf(first).random);
    }
    expect(second.room.tick).toBe(first.room.tick);
  });

  test('[R10] seats, tokens, codes, wins, lock, removed guests and the running countdown come along', () => {
    const first = new RoomBench();
    const ada = first.enter('Ada');
    const eve = first.enter('Eve');
    first.room.command({ do: 'kick', seat: eve.seat });
    first.room.command({ do: 'lock', locked: true });
    first.room.act(ada.seat, { do: 'ready', ready: true });
    first.step(30);
    const second = resume(checkpointOf(first));
    expect(second.room.info).toEqual({ ...first.room.info, epoch: 2 });
    const hello = { v: 1, room: first.room.code, name: 'X' };
    expect(second.room.join({ ...hello, token: ada.token })).toEqual({ ok: true, value: ada });
    expect(second.room.join({ ...hello, seatCode: ada.seatCode })).toEqual({ ok: true, value: ada });
    expect(second.room.join({ ...hello, token: eve.token })).toEqual({ ok: false, error: 'kicked' });
    expect(second.room.join(hello)).toEqual({ ok: false, error: 'room-locked' });
    second.stepUntil(() => second.room.info.phase === 'playing', 200);
  });

  test('[R10] the room plays on while its guests are on their way; who does not come is away in the end', () => {
    const first = match();
    const second = resume(checkpointOf(first));
    second.step(30);
    expect(second.room.tick).toBe(first.room.tick + 30);
    expect(second.room.info.seats.every(({ away }) => !away)).toBe(true);
    second.room.online(first.seatNamed('Ada')!.seat);
    second.clock.ms += TIMES.returnMs;
    second.step();
    expect(second.seatNamed('Ada')?.away).toBe(false);
    expect(second.seatNamed('Bo')?.away).toBe(true);
  });

  test('[R10] from disk it waits until all are back, or a moment after the first', () => {
    const first = match();
    const [ada, bo] = ['Ada', 'Bo'].map((name) => first.seatNamed(name)!.seat);
    const all = resume(checkpointOf(first), true);
    all.step(30);
    all.room.online(ada!);
    all.step(30);
    expect(all.room.tick).toBe(first.room.tick);
    expect(all.framesFor(ada!)).toEqual([]);
    all.room.online(bo!);
    all.step(30);
    expect(all.room.tick).toBe(first.room.tick + 30);
    expect(all.framesFor(ada!)[0]?.isKeyframe).toBe(true);

    const one = resume(checkpointOf(first), true);
    one.room.online(ada!);
    one.clock.ms += 2_500;
    one.step(30);
    expect(one.room.tick).toBeGreaterThan(first.room.tick);
  });

  test('[R10] a checkpoint that was damaged is refused, whatever byte is missing', () => {
    const checkpoint = checkpointOf(match(50));
    for (const cut of [1, 5, checkpoint.state.length]) {
      const state = checkpoint.state.slice(0, checkpoint.state.length - cut);
      expect(() => resume({ ...checkpoint, state })).toThrow('cannot be read');
    }
  });
});

describe('what was said is never lost', () => {
  test('[R10] every point, seat and phase is in a checkpoint before a guest can know of it', () => {
    const bench = new RoomBench({ bots: { fillTo: 6, level: 'hard' }, settings: { target: 2 } });
    const ada = bench.enter('Ada');
    bench.startMatch();
    bench.stepUntil(() => bench.room.info.phase === 'results', 30_000);
    const reader = bench.newReader();
    const confirmed = new Map<number, number>();
    let phase = '';
    let points = 0;
    for (const said of bench.said) {
      if (said.what === 'confirm') {
        const second = resume(said.checkpoint);
        phase = second.room.info.phase;
        for (const { seat, score } of second.room.scores) confirmed.set(seat, score);
      }
      if (said.what === 'info') expect(phase).toBe(said.info.phase);
      const isOwn = said.what === 'frame' || (said.what === 'stream' && said.seat === ada.seat);
      const snapshot = isOwn ? reader.read(said.bytes) : undefined;
      if (snapshot === undefined) continue;
      for (const { seat, score } of game.scores(snapshot.state)) {
        expect(confirmed.get(seat)).toBeGreaterThanOrEqual(score);
        points += score;
      }
    }
    expect(points).toBeGreaterThan(100);
  });
});

describe('standby', () => {
  const [one, two, three] = [1, 2, 3].map(asWorkerId) as [WorkerId, WorkerId, WorkerId];
  const news = (bench: RoomBench, withHead = true): CheckpointNews => {
    const { head, ...rest } = checkpointOf(bench);
    return { ...rest, code: head.code, epoch: head.epoch, head: withHead ? head : undefined };
  };

  test('each room has exactly one heir among the survivors, and only the dead one’s rooms move', () => {
    const codes = Array.from({ length: 300 }, (_, i) => `R${i}` as RoomCode);
    const all = [one, two, three];
    const counts = new Map<WorkerId, number>();
    for (const code of codes) {
      const owner = heirOf(code, all)!;
      counts.set(owner, (counts.get(owner) ?? 0) + 1);
      const survivors = all.filter((id) => id !== two);
      if (owner !== two) expect(heirOf(code, survivors)).toBe(owner);
    }
    for (const count of counts.values()) expect(count).toBeGreaterThan(60);
    expect(heirOf(codes[0]!, [])).toBeUndefined();
  });

  test('news without a head belong to the head before; late news of a former owner change nothing', () => {
    const first = match(10);
    const whole = news(first);
    first.step(5);
    const later = news(first, false);
    const second = resume(checkpointOf(first));
    const taken = news(second);
    let known = applyNews(undefined, later);
    expect(known).toBeUndefined();
    known = applyNews(applyNews(known, whole), later);
    expect(known).toMatchObject({ tick: later.tick, head: whole.head });
    known = applyNews(known, taken);
    first.step(50);
    expect(applyNews(known, news(first))).toBe(known);
    expect(applyNews(known, news(first, false))).toBe(known);
  });

  test('an heir that dies before it has said a word has heirs of its own', () => {
    const bench = match(10);
    const { code } = bench.room;
    const standbys = [one, two, three].map((self) => ({ self, standby: new Standby() }));
    const whole = news(bench);
    for (const { standby } of standbys) standby.keep(asWorkerId(9), [whole]);
    const inheritAll = (gone: WorkerId, living: readonly WorkerId[]): WorkerId[] =>
      standbys
        .filter(({ self }) => living.includes(self))
        .filter(({ self, standby }) => standby.inherit(gone, living, self).length > 0)
        .map(({ self }) => self);
    const [heir, ...others] = inheritAll(asWorkerId(9), [one, two, three]);
    expect(others).toEqual([]);
    expect(heir).toBe(heirOf(code, [one, two, three]));
    const living = [one, two, three].filter((id) => id !== heir);
    expect(inheritAll(heir!, living)).toEqual([heirOf(code, living)]);
  });
});
