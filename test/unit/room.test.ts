/** Rules R1 to R9: a room's people and phases, driven tick by tick with the real Rim Rumble. */
import { describe, expect, test } from 'vitest';
import { BitReader, BitWriter } from '../../src/core/bytes.ts';
import { asSeatId, asTick } from '../../src/core/ids.ts';
import { rimRumble } from '../../src/games/rim-rumble/rules.ts';
import type { RimState } from '../../src/games/rim-rumble/state.ts';
import { FRAME, readProbeReply, type WireGame, writeInputs, writeProbe } from '../../src/protocol/frames.ts';
import { TIMES } from '../../src/protocol/limits.ts';
import type { AnyGame } from '../../src/sdk/game.ts';
import { RoomBench, type Said } from '../support/room-bench.ts';

const writer = new BitWriter();
const wire = rimRumble as unknown as WireGame;
const phaseOf = (bench: RoomBench): string => bench.room.info.phase;

/** The real game, with the state of the room that plays it within reach. */
function spied(): { game: AnyGame; state: () => RimState } {
  let last: unknown;
  const real = rimRumble as unknown as AnyGame;
  const game: AnyGame = {
    ...real,
    step(state, inputs, ctx) {
      last = state;
      real.step(state, inputs, ctx);
    },
  };
  return { game, state: () => last as RimState };
}

const isHash = (said: Said): said is Extract<Said, { what: 'frame' }> =>
  said.what === 'frame' && said.bytes[0] === FRAME.hash;

describe('phases', () => {
  test('[R2] when all who are here are ready the countdown runs, then the match', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada');
    const bo = bench.enter('Bo');
    bench.room.act(ada.seat, { do: 'ready', ready: true });
    expect(phaseOf(bench)).toBe('lobby');
    bench.room.act(bo.seat, { do: 'ready', ready: true });
    expect(phaseOf(bench)).toBe('countdown');
    bench.step(TIMES.countdownMs / (1000 / 60) - 1);
    expect(phaseOf(bench)).toBe('countdown');
    bench.step(2);
    expect(bench.room.info).toMatchObject({ phase: 'playing', match: 1, practice: false });
  });

  test('[R2] who is away is not waited for', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada');
    const bo = bench.enter('Bo');
    bench.room.act(ada.seat, { do: 'ready', ready: true });
    bench.goAway(bo.seat);
    expect(phaseOf(bench)).toBe('countdown');
  });

  test('[R1] a connection that is back within a second was never away', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada');
    const bo = bench.enter('Bo');
    bench.room.act(ada.seat, { do: 'ready', ready: true });
    bench.room.offline(bo.seat);
    bench.clock.ms += TIMES.blipMs - 100;
    bench.step();
    bench.enter('Bo', { token: bo.token });
    bench.clock.ms += TIMES.blipMs;
    bench.step();
    expect(bench.seatNamed('Bo')?.away).toBe(false);
    expect(phaseOf(bench)).toBe('lobby');
  });

  test('[R2] one person alone gets a bot to play against', () => {
    const bench = new RoomBench();
    bench.enter('Ada');
    bench.startMatch();
    expect(bench.room.info.seats.map((seat) => seat.bot)).toEqual([undefined, 'easy']);
  });

  test('[R2] a match ends in results; a rematch follows when all are ready, else the lobby', () => {
    const bench = new RoomBench({ bots: { fillTo: 5, level: 'hard' }, settings: { target: 1 } });
    const ada = bench.enter('Ada');
    bench.startMatch();
    bench.stepUntil(() => phaseOf(bench) === 'results', 20_000);
    const { outcome, seats } = bench.room.info;
    const winners = outcome!.ranking.filter(({ place }) => place === 1).map(({ seat }) => seat);
    expect(seats.filter(({ wins }) => wins === 1).map(({ seat }) => seat)).toEqual(winners);
    expect(bench.seatNamed('Ada')?.ready).toBe(false);
    bench.room.act(ada.seat, { do: 'ready', ready: true });
    bench.stepUntil(() => phaseOf(bench) === 'playing', 200);
    expect(bench.room.info).toMatchObject({ match: 2, outcome: undefined });
    bench.stepUntil(() => phaseOf(bench) === 'results', 20_000);
    bench.stepUntil(() => phaseOf(bench) === 'lobby', (TIMES.resultsMs / 1000) * 60 + 2);
    expect(bench.room.info).toMatchObject({ practice: true, outcome: undefined });
  });

  test('[R2] the host starts, ends and asks for a rematch at any sensible time', () => {
    const bench = new RoomBench();
    bench.enter('Ada');
    bench.enter('Bo');
    bench.room.command({ do: 'start' });
    expect(phaseOf(bench)).toBe('countdown');
    bench.room.command({ do: 'end' });
    expect(phaseOf(bench)).toBe('lobby');
    bench.room.command({ do: 'start' });
    bench.stepUntil(() => phaseOf(bench) === 'playing', 200);
    bench.room.command({ do: 'rematch' });
    expect(phaseOf(bench)).toBe('playing');
    bench.room.command({ do: 'end' });
    expect(bench.room.info).toMatchObject({ phase: 'lobby', practice: true });
  });

  test('[R2] settings are clamped and hold from the next match on', () => {
    const bench = new RoomBench();
    bench.room.command({ do: 'settings', values: { target: 99, nonsense: 4 } });
    expect(bench.room.info.settings).toMatchObject({ target: 15 });
    expect(bench.room.info.settings).not.toHaveProperty('nonsense');
  });
});

describe('seats', () => {
  test('[R4] who joins in the middle of a match waits on the rim and gets the state as it is', () => {
    const { game, state } = spied();
    const bench = new RoomBench({ game });
    bench.enter('Ada');
    bench.enter('Bo');
    bench.startMatch();
    bench.step(100);
    const eve = bench.enter('Eve');
    bench.stepUntil(
      () => bench.room.tick % game.ticksPerSnapshot === 0 && state().pucks[eve.seat] !== undefined,
      4,
    );
    expect(state().pucks[eve.seat]?.role).toBe('rim');
    const reader = bench.newReader();
    const frames = bench.framesFor(eve.seat);
    const from = frames.findIndex(({ isKeyframe }) => isKeyframe);
    const snapshots = frames.slice(from).map(({ bytes }) => reader.read(bytes));
    expect(snapshots.at(-1)?.state).toEqual(state());
  });

  test('[R1] away and back with the token: same seat, same score, stream from a new keyframe', () => {
    const { game, state } = spied();
    const bench = new RoomBench({ game });
    const ada = bench.enter('Ada');
    bench.enter('Bo');
    bench.startMatch();
    bench.step(10);
    state().pucks[ada.seat]!.score = 3;
    bench.goAway(ada.seat);
    expect(bench.seatNamed('Ada')?.away).toBe(true);
    bench.step(600);
    const again = bench.enter('Somebody', { token: ada.token });
    expect(again).toEqual(ada);
    expect(bench.seatNamed('Ada')?.away).toBe(false);
    expect(state().pucks[ada.seat]!.score).toBeGreaterThanOrEqual(3);
    expect(bench.said.at(-1)).toMatchObject({ what: 'stream', seat: ada.seat });
  });

  test('[R1] a seat is kept for ten minutes, then let go', () => {
    const bench = new RoomBench();
    bench.enter('Ada');
    const bo = bench.enter('Bo');
    bench.goAway(bo.seat);
    bench.clock.ms += TIMES.seatKeptMs - 1000;
    bench.step();
    expect(bench.seatNamed('Bo')?.away).toBe(true);
    bench.clock.ms += 2000;
    bench.step();
    expect(bench.seatNamed('Bo')).toBeUndefined();
    expect(bench.said).toContainEqual({ what: 'left', seat: bo.seat });
  });

  test('[R1] a guest who was removed stays out with that token, in a locked room nobody new comes in', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada');
    const bo = bench.enter('Bo');
    bench.room.command({ do: 'kick', seat: bo.seat });
    expect(bench.said).toContainEqual({ what: 'goodbye', seat: bo.seat, reason: 'kicked' });
    const hello = { v: 1, room: 'BCDF', name: 'Bo' };
    expect(bench.room.join({ ...hello, token: bo.token })).toEqual({ ok: false, error: 'kicked' });
    bench.room.command({ do: 'lock', locked: true });
    expect(bench.room.join(hello)).toEqual({ ok: false, error: 'room-locked' });
    expect(bench.join('Ada', { token: ada.token }).seat).toBe(ada.seat);
  });

  test('[R1] a device that was sent out comes in again once it is let in again, to a new seat', () => {
    const bench = new RoomBench();
    const device = 'bosdevicebosdevicebosd';
    const hello = { v: 1, room: 'BCDF', name: 'Bo', device };
    const bo = bench.join('Bo', { device });
    bench.room.command({ do: 'kick', seat: bo.seat });
    bench.clock.ms += TIMES.undoKickMs;
    bench.step();
    expect(bench.room.join(hello)).toEqual({ ok: false, error: 'kicked' });
    bench.room.command({ do: 'unbar', device });
    expect(bench.room.join(hello)).toMatchObject({ ok: true });
  });

  test('[R5] bots fill up, make way for people, and sixteen people are a full room', () => {
    const bench = new RoomBench({ bots: { fillTo: 16, level: 'easy' } });
    bench.enter('P0');
    expect(bench.room.info.seats).toHaveLength(16);
    for (let i = 1; i < 16; i++) bench.enter(`P${i}`);
    expect(bench.room.info.seats.filter(({ bot }) => bot !== undefined)).toHaveLength(0);
    expect(bench.room.join({ v: 1, room: 'BCDF', name: 'Late' })).toEqual({ ok: false, error: 'room-full' });
  });

  test('[R3] names and looks stay unique when guests change them', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada', { look: 3 });
    const bo = bench.enter('Bo', { look: 4 });
    bench.room.act(bo.seat, { do: 'name', name: 'ADA' });
    bench.room.act(bo.seat, { do: 'look', look: 3 });
    expect(bench.room.info.seats[1]).toMatchObject({ name: 'ADA 2', look: 4 });
    bench.room.act(ada.seat, { do: 'leave' });
    bench.room.act(bo.seat, { do: 'look', look: 3 });
    expect(bench.room.info.seats).toMatchObject([{ name: 'ADA 2', look: 3 }]);
  });

  test('[R2] when the last person leaves in a match the room goes back to the lobby', () => {
    const bench = new RoomBench({ bots: { fillTo: 4, level: 'easy' } });
    const ada = bench.enter('Ada');
    bench.startMatch();
    bench.room.act(ada.seat, { do: 'leave' });
    expect(phaseOf(bench)).toBe('lobby');
  });
});

describe('the stream', () => {
  test('[R6] with nobody here the room stands still', () => {
    const bench = new RoomBench({ bots: { fillTo: 4, level: 'easy' } });
    bench.step(60);
    expect(bench.room.tick).toBe(0);
    const ada = bench.enter('Ada');
    bench.step(60);
    expect(bench.room.tick).toBe(60);
    bench.goAway(ada.seat);
    const { tick } = bench.room;
    bench.step(60);
    expect(bench.room.tick).toBe(tick);
  });

  test('[R1] a seat whose guest never appeared is not kept for long', () => {
    const bench = new RoomBench();
    bench.enter('Ada');
    bench.join('Nobody');
    bench.clock.ms += TIMES.neverSeenMs;
    bench.step();
    expect(bench.seatNamed('Nobody')).toBeUndefined();
    expect(bench.seatNamed('Ada')).toBeDefined();
  });

  test('[R7] every generation begins with a keyframe, before any delta of it', () => {
    const bench = new RoomBench({ bots: { fillTo: 3, level: 'medium' } });
    const ada = bench.enter('Ada');
    bench.startMatch();
    bench.step(50);
    bench.room.command({ do: 'end' });
    bench.step(50);
    const reader = bench.newReader();
    const generations = new Set<number>();
    for (const { bytes, isKeyframe } of bench.framesFor(ada.seat)) {
      const snapshot = reader.read(bytes);
      expect(snapshot?.isKeyframe).toBe(isKeyframe);
      if (isKeyframe) generations.add(snapshot!.generation);
      else expect(generations.has(snapshot!.generation)).toBe(true);
    }
    expect(generations.size).toBe(3);
  });

  test('[R7] over a whole match of bots a guest holds exactly the room’s state at every snapshot', () => {
    const { game, state } = spied();
    const bench = new RoomBench({ game, bots: { fillTo: 6, level: 'hard' }, settings: { target: 2 } });
    const ada = bench.enter('Ada');
    const reader = bench.newReader();
    let seen = 0;
    let compared = 0;
    const readOn = (): void => {
      const frames = bench.framesFor(ada.seat);
      for (; seen < frames.length; seen++) {
        const snapshot = reader.read(frames[seen]!.bytes);
        expect(snapshot).toBeDefined();
        if (frames[seen]!.isKeyframe || compared++ % 10 > 0) continue;
        expect(snapshot!.tick).toBe(bench.room.tick);
        expect(snapshot!.state).toEqual(state());
      }
      // [F7] The host's hash is that of what the guest holds.
      for (const said of bench.said) if (isHash(said)) expect(reader.agrees(said.bytes)).toBe(true);
      bench.said.length = 0;
      seen = 0;
    };
    bench.room.command({ do: 'start' });
    while (phaseOf(bench) !== 'results') {
      bench.step();
      readOn();
      if (bench.room.tick > 30_000) throw new Error('the match does not end');
    }
    expect(compared).toBeGreaterThan(300);
  });

  test('[R8] two rooms with the same seed and inputs say the same bytes', () => {
    const run = (seed: number): string => {
      const bench = new RoomBench({ seed, bots: { fillTo: 5, level: 'medium' } });
      const ada = bench.enter('Ada');
      bench.startMatch();
      for (let i = 0; i < 300; i++) {
        const input = rimRumble.input.quantise({ aimX: (i % 7) / 7, aimY: -0.5, dashes: (i >> 5) % 8 });
        bench.room.receive(
          ada.seat,
          new BitReader(writeInputs(writer, wire, asTick(bench.room.tick + 2), 2, [input])),
          () => 0,
        );
        bench.step();
      }
      return bench
        .framesFor(ada.seat)
        .map(({ bytes }) => Buffer.from(bytes).toString('hex'))
        .join();
    };
    expect(run(7)).toBe(run(7));
    expect(run(7)).not.toBe(run(8));
  });

  test('[R9] inputs act at their tick; those for another generation, or damaged ones, do nothing', () => {
    const { game, state } = spied();
    const bench = new RoomBench({ game });
    const ada = bench.enter('Ada');
    bench.step(5);
    const steer = (generation: number) =>
      writeInputs(writer, wire, asTick(bench.room.tick + 3), generation, [{ aimX: 1, aimY: 0, dashes: 0 }]);
    bench.room.receive(ada.seat, new BitReader(steer(2)), () => 0);
    bench.room.receive(ada.seat, new BitReader(Uint8Array.of(17, 0)), () => 0);
    bench.room.receive(asSeatId(9), new BitReader(steer(1)), () => 0);
    bench.step(5);
    expect(state().pucks[ada.seat]).toMatchObject({ aimX: 0, vx: 0 });
    expect(bench.said.filter(({ what }) => what === 'dropped')).toEqual([
      { what: 'dropped', reason: 'bad-frame' },
    ]);
    bench.room.receive(ada.seat, new BitReader(steer(1)), () => 0);
    bench.step(2);
    expect(state().pucks[ada.seat]!.aimX).toBe(0);
    bench.step(1);
    expect(state().pucks[ada.seat]!.aimX).toBe(1);
  });

  test('[F5] a probe is answered with the tick, its fraction and how early inputs came', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada');
    bench.step(5);
    const input = [{ aimX: 0, aimY: 0, dashes: 0 }];
    bench.room.receive(ada.seat, new BitReader(writeInputs(writer, wire, asTick(9), 1, input)), () => 0);
    bench.room.receive(ada.seat, new BitReader(writeProbe(8)), () => 0.5);
    const reply = bench.said.at(-1)!;
    expect(reply.what === 'reply' && readProbeReply(reply.bytes)).toEqual({
      id: 8,
      tick: 5.5,
      slackTicks: 3,
    });
  });

  test('[F4] a room keeps what each guest has said of its way here last, for as long as it stays connected', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada');
    const quality = () => bench.room.seats.get(ada.seat)!.quality;
    bench.room.receive(ada.seat, new BitReader(writeProbe(1)), () => 0);
    expect(quality()).toBeUndefined();
    bench.room.receive(ada.seat, new BitReader(writeProbe(2, { rttMs: 9, jitterMs: 2 })), () => 0);
    bench.room.receive(ada.seat, new BitReader(writeProbe(3)), () => 0);
    expect(quality()).toEqual({ rttMs: 9, jitterMs: 2 });
    bench.room.online(ada.seat);
    expect(quality()).toBeUndefined();
  });
});
