/** The guest page's pure parts: suggested names, free looks, standings, and colours that are written twice. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { standingsOf } from '../../renderer/play/standings.ts';
import { suggestName } from '../../renderer/play/suggest-name.ts';
import { asSeatId, type RoomCode } from '../../src/core/ids.ts';
import { Random } from '../../src/core/prng.ts';
import { cleanName, LIMITS } from '../../src/protocol/limits.ts';
import type { RoomInfo, SeatInfo } from '../../src/protocol/messages.ts';
import { OUTLINES } from '../../src/sdk/look-outlines.ts';
import { BACKGROUND, LOOKS, PANEL } from '../../src/sdk/looks.ts';

test('every suggested name is one that the host takes as it is', () => {
  const random = new Random(1);
  for (let i = 0; i < 500; i++) {
    const name = suggestName(() => random.next());
    expect(name.length).toBeGreaterThan(2);
    expect(name.length).toBeLessThanOrEqual(LIMITS.nameLength);
    expect(cleanName(name)).toBe(name);
  }
});

test('the style sheet repeats the colours of the looks exactly', () => {
  const tokens = readFileSync(new URL('../../renderer/ui/tokens.css', import.meta.url), 'utf8');
  expect(tokens).toContain(`--background: ${BACKGROUND.toLowerCase()};`);
  expect(tokens).toContain(`--panel: ${PANEL.toLowerCase()};`);
});

test('every shape has an outline of its own, inside its box', () => {
  expect(new Set(LOOKS.map(({ shape }) => OUTLINES[shape])).size).toBe(LOOKS.length);
  for (const outline of Object.values(OUTLINES)) {
    for (const number of outline.match(/-?[\d.]+/g)!) {
      expect(Number(number)).toBeGreaterThanOrEqual(0);
      expect(Number(number)).toBeLessThanOrEqual(100);
    }
  }
});

const person = (seat: number, name: string, look: number, wins = 0): SeatInfo => ({
  seat: asSeatId(seat),
  name,
  look,
  bot: undefined,
  away: false,
  ready: true,
  wins,
  kicked: false,
  muted: false,
  leads: false,
});

/** Iris has won against Otis. Who is in the room by now may differ. */
const afterMatch = (...seats: SeatInfo[]): RoomInfo => ({
  code: 'BKTV' as RoomCode,
  game: 'rim-rumble',
  phase: 'results',
  epoch: 1,
  restarts: 0,
  match: 1,
  practice: false,
  locked: false,
  paused: false,
  needsPin: false,
  approval: false,
  knocks: [],
  seats,
  settings: {},
  bots: { fillTo: 0, level: 'easy' },
  phaseEndsAtTick: undefined,
  outcome: {
    ranking: [
      { seat: asSeatId(2), place: 1, score: 9 },
      { seat: asSeatId(0), place: 2, score: 4 },
    ],
    awards: [{ seat: asSeatId(2), title: 'Lumberjack', reason: '9 knock-offs' }],
    faces: [person(2, 'Iris', 7), person(0, 'Otis', 3)],
  },
});

test('standings join the outcome with who played, and with what they have won and want now', () => {
  const { ranking, awards } = standingsOf(afterMatch(person(0, 'Otis', 3), person(2, 'Iris', 7, 3)));
  expect(ranking.map(({ place, score, name }) => [place, score, name])).toEqual([
    [1, 9, 'Iris'],
    [2, 4, 'Otis'],
  ]);
  expect(ranking[0]).toMatchObject({ look: 7, wins: 3, isReady: true, isHere: true });
  expect(awards).toMatchObject([{ name: 'Iris', look: 7, title: 'Lumberjack' }]);
});

test('who has left since keeps name and look in the standings, whoever has the seat now', () => {
  const { ranking } = standingsOf(afterMatch(person(2, 'Newcomer', 1, 5)));
  expect(ranking).toMatchObject([
    { name: 'Iris', look: 7, wins: 0, isReady: false, isHere: false },
    { name: 'Otis', look: 3, wins: 0, isReady: false, isHere: false },
  ]);
});
