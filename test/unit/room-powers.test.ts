/** What a host, or a guest who leads, may do in a room: removing and bringing back, doors, pausing, muting, leading. */
import { describe, expect, test } from 'vitest';
import { LIMITS, TIMES } from '../../src/protocol/limits.ts';
import type { RoomCommand } from '../../src/protocol/messages.ts';
import type { Seated } from '../../src/room/room.ts';
import { RoomBench } from '../support/room-bench.ts';

const TABLET = 'd'.repeat(22);
const PHONE = 'p'.repeat(22);

/** Lets time pass, with ticks, so that what is over is noticed. */
function wait(bench: RoomBench, ms: number): void {
  bench.clock.ms += ms;
  bench.step(2);
}

const command = (bench: RoomBench, ...commands: RoomCommand[]): void => {
  for (const one of commands) bench.room.command(one);
};
const goodbyes = (bench: RoomBench) => bench.said.filter(({ what }) => what === 'goodbye');

describe('removing a guest', () => {
  function withMallory() {
    const bench = new RoomBench();
    const ada = bench.enter('Ada', { token: 'ada', device: PHONE });
    const mallory = bench.enter('Mallory', { token: 'mallory', device: TABLET, look: 5 });
    return { bench, ada, mallory };
  }

  test('says goodbye, keeps the seat for a moment, then lets go of it', () => {
    const { bench, mallory } = withMallory();
    command(bench, { do: 'kick', seat: mallory.seat });
    expect(goodbyes(bench)).toMatchObject([{ seat: mallory.seat, reason: 'kicked' }]);
    expect(bench.seatNamed('Mallory')).toMatchObject({ kicked: true, away: true, ready: false });
    wait(bench, TIMES.undoKickMs - 100);
    expect(bench.seatNamed('Mallory')).toBeDefined();
    wait(bench, 200);
    expect(bench.seatNamed('Mallory')).toBeUndefined();
  });

  test('undone in time, the same seat, name, look, wins and points are there again', () => {
    const { bench, mallory } = withMallory();
    bench.startMatch();
    bench.room.seats.get(mallory.seat)!.wins = 2;
    const points = bench.room.scores.find(({ seat }) => seat === mallory.seat);
    command(bench, { do: 'kick', seat: mallory.seat });
    expect(bench.refusal('Mallory', { token: 'mallory', device: TABLET })).toBe('kicked');
    wait(bench, TIMES.undoKickMs / 2);
    command(bench, { do: 'undo-kick', seat: mallory.seat });
    expect(bench.enter('Mallory', { token: 'mallory', device: TABLET })).toEqual(mallory);
    expect(bench.seatNamed('Mallory')).toMatchObject({ look: 5, wins: 2, kicked: false, away: false });
    expect(bench.room.scores.find(({ seat }) => seat === mallory.seat)).toEqual(points);
    wait(bench, TIMES.undoKickMs);
    expect(bench.seatNamed('Mallory')).toBeDefined();
  });

  test('undone too late, the seat is gone and the guest stays out', () => {
    const { bench, mallory } = withMallory();
    command(bench, { do: 'kick', seat: mallory.seat });
    wait(bench, TIMES.undoKickMs);
    command(bench, { do: 'undo-kick', seat: mallory.seat });
    expect(bench.refusal('Mallory', { token: 'mallory', device: TABLET })).toBe('kicked');
    expect(bench.seatNamed('Mallory')).toBeUndefined();
  });

  test('keeps the device out under another token and name, and nobody else', () => {
    const { bench, mallory } = withMallory();
    command(bench, { do: 'kick', seat: mallory.seat });
    expect(bench.refusal('Innocent', { token: 'another', device: TABLET })).toBe('kicked');
    expect(bench.refusal('Bo', { token: 'bo' })).toBeUndefined();
  });

  test('cannot be got round by the seat’s four digits', () => {
    const { bench, mallory } = withMallory();
    command(bench, { do: 'kick', seat: mallory.seat });
    expect(bench.refusal('Other device', { seatCode: mallory.seatCode })).toBe('wrong-seat-code');
  });

  test('lets those who are ready begin without the one who was not', () => {
    const { bench, ada, mallory } = withMallory();
    bench.room.act(ada.seat, { do: 'ready', ready: true });
    command(bench, { do: 'kick', seat: mallory.seat });
    expect(bench.room.info.phase).toBe('countdown');
  });

  test('does nothing to bots and empty seats', () => {
    const bench = new RoomBench({ bots: { fillTo: 3, level: 'easy' } });
    bench.enter('Ada');
    const before = bench.room.info.seats;
    command(bench, { do: 'kick', seat: 1 }, { do: 'kick', seat: 15 }, { do: 'mute', seat: 1, muted: true });
    expect(bench.room.info.seats).toEqual(before);
    expect(goodbyes(bench)).toEqual([]);
  });
});

describe('a room with a PIN', () => {
  const withPin = () => {
    const bench = new RoomBench();
    command(bench, { do: 'pin', pin: '2468' });
    return bench;
  };

  test('lets in who knows it, and says what is missing otherwise', () => {
    const bench = withPin();
    expect(bench.room.info.needsPin).toBe(true);
    expect(bench.refusal('Ada')).toBe('pin-needed');
    expect(bench.refusal('Ada', { pin: '1357' })).toBe('wrong-pin');
    expect(bench.refusal('Ada', { pin: '2468' })).toBeUndefined();
  });

  test('is no obstacle to somebody who has a seat', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada', { token: 'ada' });
    command(bench, { do: 'pin', pin: '2468' });
    expect(bench.join('Ada', { token: 'ada' })).toEqual(ada);
  });

  test('takes no PIN at all, right or wrong, for a minute after six wrong ones', () => {
    const bench = withPin();
    for (let i = 0; i < 6; i++) expect(bench.refusal('Mallory', { pin: '0000' })).toBe('wrong-pin');
    expect(bench.refusal('Mallory', { pin: '0001' })).toBe('pins-blocked');
    expect(bench.refusal('Ada', { pin: '2468' })).toBe('pins-blocked');
    bench.clock.ms += 60_000;
    expect(bench.refusal('Ada', { pin: '2468' })).toBeUndefined();
  });

  test('is open again when the PIN is taken away', () => {
    const bench = withPin();
    command(bench, { do: 'pin', pin: undefined });
    expect(bench.refusal('Ada')).toBeUndefined();
  });
});

describe('a room with approval', () => {
  const withApproval = () => {
    const bench = new RoomBench();
    command(bench, { do: 'approval', on: true });
    return bench;
  };
  const knockOf = (bench: RoomBench, name: string) =>
    bench.room.info.knocks.find((one) => one.name === name)!;

  test('lets a newcomer wait, and in when the host says so', () => {
    const bench = withApproval();
    expect(bench.refusal('Ada', { token: 'ada' })).toBe('waiting');
    expect(bench.refusal('Ada', { token: 'ada' })).toBe('waiting');
    expect(bench.room.info.knocks).toMatchObject([{ name: 'Ada' }]);
    command(bench, { do: 'admit', knock: knockOf(bench, 'Ada').id, let: 'in' });
    expect(bench.room.info.knocks).toEqual([]);
    expect(bench.refusal('Ada', { token: 'ada' })).toBeUndefined();
  });

  test('tells a newcomer that the host has said no', () => {
    const bench = withApproval();
    bench.refusal('Mallory', { token: 'mallory' });
    command(bench, { do: 'admit', knock: knockOf(bench, 'Mallory').id, let: 'out' });
    expect(bench.refusal('Mallory', { token: 'mallory' })).toBe('not-let-in');
    expect(bench.room.info.knocks).toEqual([]);
  });

  test('forgets who has stopped asking, and what it was told', () => {
    const bench = withApproval();
    bench.refusal('Ada', { token: 'ada' });
    bench.refusal('Mallory', { token: 'mallory' });
    command(bench, { do: 'admit', knock: knockOf(bench, 'Mallory').id, let: 'out' });
    wait(bench, TIMES.knockMs + 100);
    expect(bench.room.info.knocks).toEqual([]);
    expect(bench.refusal('Mallory', { token: 'mallory' })).toBe('waiting');
  });

  test('does not make those who wait pay for the wrong PINs of others', () => {
    const bench = withApproval();
    command(bench, { do: 'pin', pin: '2468' });
    expect(bench.refusal('Ada', { token: 'ada', pin: '2468' })).toBe('waiting');
    for (let i = 0; i < 7; i++) bench.refusal('Mallory', { token: 'mallory', pin: '0000' });
    expect(bench.refusal('Ada', { token: 'ada', pin: '2468' })).toBe('waiting');
    expect(bench.refusal('Bo', { token: 'bo', pin: '2468' })).toBe('pins-blocked');
  });

  test('shows at most a crowd of those who wait', () => {
    const bench = withApproval();
    for (let i = 0; i < 40; i++) bench.refusal(`Guest ${i}`, { token: `guest ${i}` });
    expect(bench.room.info.knocks.length).toBeLessThanOrEqual(32);
    expect(bench.refusal('Late', { token: 'late' })).toBe('host-busy');
  });

  test('lets in by itself whom the host has sent here, once', () => {
    const bench = withApproval();
    command(bench, { do: 'lock', locked: true }, { do: 'expect', device: PHONE });
    expect(bench.refusal('Bo', { token: 'bo', device: TABLET })).toBe('room-locked');
    expect(bench.refusal('Ada', { token: 'ada', device: PHONE })).toBeUndefined();
    expect(bench.refusal('Ada again', { token: 'other', device: PHONE })).toBe('room-locked');
  });
});

test('a rude name opens no new seat, but never keeps anybody from the own one', () => {
  const bench = new RoomBench();
  expect(bench.refusal('Rude', { token: 'ada', isNameRude: true })).toBe('rude-name');
  const ada = bench.enter('Ada', { token: 'ada' });
  expect(bench.join('Rude', { token: 'ada' })).toEqual(ada);
  expect(bench.refusal('Rude', { token: 'ada', isNameRude: true })).toBeUndefined();
});

describe('skipping', () => {
  test('goes from the lobby to the countdown, the match, its results and the lobby', () => {
    const bench = new RoomBench({ bots: { fillTo: 3, level: 'easy' } });
    bench.enter('Ada');
    for (const phase of ['countdown', 'playing', 'results', 'lobby']) {
      command(bench, { do: 'skip' });
      bench.step();
      expect(bench.room.info.phase).toBe(phase);
    }
  });

  test('a match that is cut short is decided by the points so far', () => {
    const bench = new RoomBench();
    bench.enter('Ada');
    bench.enter('Bo');
    bench.startMatch();
    bench.step(60);
    const points = bench.room.scores;
    command(bench, { do: 'skip' });
    expect(bench.room.info.outcome?.ranking.map(({ seat, score }) => ({ seat, score }))).toEqual(
      expect.arrayContaining(points.map(({ seat, score }) => ({ seat, score }))),
    );
  });
});

describe('pausing', () => {
  const playing = () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada');
    const bo = bench.enter('Bo');
    bench.startMatch();
    return { bench, ada, bo };
  };

  test('freezes the tick, and going on begins with a keyframe of the same tick for everybody here', () => {
    const { bench, ada, bo } = playing();
    const { tick } = bench.room;
    command(bench, { do: 'pause', paused: true });
    bench.said.length = 0;
    bench.step(600);
    expect(bench.room.tick).toBe(tick);
    expect(bench.said.some(({ what }) => what === 'frame')).toBe(false);
    command(bench, { do: 'pause', paused: false });
    const streams = bench.said.filter(({ what }) => what === 'stream');
    expect(streams).toMatchObject([{ seat: ada.seat }, { seat: bo.seat }]);
    bench.step();
    expect(bench.room.tick).toBe(tick + 1);
  });

  test('stops the countdown too, while people may come and go', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada');
    bench.room.act(ada.seat, { do: 'ready', ready: true });
    command(bench, { do: 'pause', paused: true });
    bench.step(600);
    expect(bench.room.info).toMatchObject({ phase: 'countdown', paused: true });
    bench.enter('Bo', { token: 'bo' });
    expect(bench.seatNamed('Bo')).toBeDefined();
    command(bench, { do: 'pause', paused: false });
    bench.stepUntil(() => bench.room.info.phase === 'playing', 200);
  });
});

describe('names', () => {
  test('a host gives any name; it stays unique', () => {
    const bench = new RoomBench();
    bench.enter('Ada');
    const bo = bench.enter('Bo');
    command(bench, { do: 'rename', seat: bo.seat, name: 'ada' });
    expect(bench.room.info.seats.map(({ name }) => name)).toEqual(['Ada', 'ada 2']);
  });

  test('a muted guest is shown under a neutral one, cannot change it, and has its own back afterwards', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada');
    command(bench, { do: 'mute', seat: ada.seat, muted: true });
    expect(bench.room.info.seats[0]).toMatchObject({ name: 'Player 1', muted: true });
    bench.room.act(ada.seat, { do: 'name', name: 'Shouting' });
    command(bench, { do: 'mute', seat: ada.seat, muted: false });
    expect(bench.room.info.seats[0]).toMatchObject({ name: 'Ada', muted: false });
    expect('Player 256'.length).toBeLessThanOrEqual(LIMITS.nameLength);
  });
});

describe('leading', () => {
  test('a guest who leads may start, pause and remove; one who does not is not heard', () => {
    const bench = new RoomBench();
    const ada = bench.enter('Ada');
    const bo = bench.enter('Bo', { token: 'bo' });
    bench.room.act(ada.seat, { do: 'lead', command: { do: 'kick', seat: bo.seat } });
    expect(bench.seatNamed('Bo')?.kicked).toBe(false);
    expect(bench.said).toContainEqual({ what: 'dropped', reason: 'not-allowed' });
    command(bench, { do: 'lead', seat: ada.seat, leads: true });
    bench.room.act(ada.seat, { do: 'lead', command: { do: 'kick', seat: bo.seat } });
    bench.room.act(ada.seat, { do: 'lead', command: { do: 'pause', paused: true } });
    bench.room.act(ada.seat, { do: 'lead', command: { do: 'start' } });
    expect(bench.room.info).toMatchObject({ paused: true, phase: 'countdown' });
    expect(bench.seatNamed('Bo')?.kicked).toBe(true);
    command(bench, { do: 'lead', seat: ada.seat, leads: false });
    bench.room.act(ada.seat, { do: 'lead', command: { do: 'pause', paused: false } });
    expect(bench.room.info.paused).toBe(true);
  });
});

test('a guest who is sent to another room hears where, and its seat is free', () => {
  const bench = new RoomBench();
  const ada = bench.enter('Ada');
  command(bench, { do: 'move', seat: ada.seat, to: 'GHJK' });
  expect(goodbyes(bench)).toEqual([{ what: 'goodbye', seat: ada.seat, reason: 'moved', to: 'GHJK' }]);
  expect(bench.room.info.seats).toEqual([]);
});

describe('in another process', () => {
  test('all of it still holds: who was removed, muted, made leader, let in; PIN, approval, lock, pause', () => {
    const bench = new RoomBench();
    const [ada, bo, cy] = ['ada', 'bo', 'cy'].map((name) => bench.enter(name, { token: name })) as [
      Seated,
      Seated,
      Seated,
    ];
    const mallory = bench.enter('Mallory', { token: 'mallory', device: TABLET });
    command(bench, { do: 'lead', seat: ada.seat, leads: true }, { do: 'mute', seat: bo.seat, muted: true });
    command(bench, { do: 'kick', seat: mallory.seat }, { do: 'approval', on: true });
    bench.refusal('Dee', { token: 'dee' });
    command(bench, { do: 'admit', knock: bench.room.info.knocks[0]!.id, let: 'in' });
    command(bench, { do: 'pin', pin: '2468' }, { do: 'pause', paused: true });
    const { tick } = bench.room;

    const moved = bench.moved();
    expect(moved.room.info).toMatchObject({ paused: true, needsPin: true, approval: true });
    expect(moved.seatNamed('ada')).toMatchObject({ leads: true });
    expect(moved.room.info.seats[bo.seat]).toMatchObject({ muted: true, name: 'Player 2' });
    moved.step(120);
    expect(moved.room.tick).toBe(tick);
    expect(moved.refusal('Innocent', { token: 'another', device: TABLET })).toBe('kicked');
    expect(moved.refusal('Eve', { token: 'eve' })).toBe('pin-needed');
    expect(moved.refusal('Dee', { token: 'dee' })).toBeUndefined();
    // A removal can be undone there as well.
    command(moved, { do: 'undo-kick', seat: mallory.seat }, { do: 'pause', paused: false });
    expect(moved.join('Mallory', { token: 'mallory', device: TABLET }).seat).toBe(mallory.seat);
    for (const { seat } of [ada, cy]) moved.room.online(seat);
    moved.step();
    expect(moved.room.tick).toBe(tick + 1);
  });
});
