/** The log as people see it, and the diagnosis that is made of it. */
import { describe, expect, test } from 'vitest';
import type { RoomCode } from '../../src/core/ids.ts';
import { type DiagnosisFacts, diagnosisText } from '../../src/host/diagnosis-text.ts';
import { LogBook, printLogLine } from '../../src/host/log-book.ts';
import { HOST_LOG_BASE, readLogLine } from '../../src/protocol/log-line.ts';
import { hostingStatus, roomStatus } from '../support/host-status.ts';

const pinoLine = (fields: object): string =>
  `${JSON.stringify({ level: 40, time: 5, ...HOST_LOG_BASE, ...fields })}\n`;

describe('a line of the log', () => {
  test('tells its level, which process wrote it, and its fields behind the message', () => {
    expect(
      readLogLine(pinoLine({ msg: 'A room broke.', from: undefined, worker: 2, code: 'BCDF' }), 7),
    ).toEqual({
      atMs: 5,
      level: 'warn',
      source: 'worker 2',
      text: 'A room broke. code=BCDF',
    });
    expect(readLogLine(pinoLine({ msg: 'A worker is gone.', worker: 2, pid: 9 }), 7)).toMatchObject({
      source: 'host',
      text: 'A worker is gone. worker=2 pid=9',
    });
    const levels = [60, 50, 40, 30, 20].map((level) => readLogLine(pinoLine({ level, msg: 'x' }), 7).level);
    expect(levels).toEqual(['error', 'error', 'warn', 'info', 'debug']);
  });

  test('that is not pino’s is a warning of the moment it came', () => {
    for (const raw of ['FATAL ERROR: heap out of memory', '{"level":"high"}', '{broken', '7', 'null']) {
      expect(readLogLine(raw, 7)).toEqual({ atMs: 7, level: 'warn', source: 'process', text: raw });
    }
  });

  test('has nothing in it that moves a terminal’s cursor, and an end', () => {
    const { text } = readLogLine('\x1b[2Jred\x07\nsecond\tline', 7);
    expect(text).toBe('[2Jred\nsecond\tline');
    expect(readLogLine('x'.repeat(100_000), 7).text).toHaveLength(4_000);
  });
});

describe('the book', () => {
  test('keeps the last 500 lines and counts on', () => {
    const book = new LogBook();
    for (let i = 0; i < 600; i++) book.write(pinoLine({ msg: `line ${i}` }));
    expect(book.lines).toHaveLength(500);
    expect(book.lines[0]).toMatchObject({ id: 101, text: 'line 100' });
    expect(book.lines.at(-1)).toMatchObject({ id: 600, text: 'line 599' });
  });

  test('tells who listens, with the words as they were written; empty lines are none', () => {
    const book = new LogBook();
    const heard: string[] = [];
    const stop = book.onLine((line, raw) => heard.push(`${line.text}|${raw}`));
    book.write('one');
    book.write(' \n');
    stop();
    book.write('two');
    expect(heard).toEqual(['one|one']);
    expect(printLogLine(book.lines[0]!)).toMatch(/^\d\d:\d\d:\d\d warn {2}process {2}one$/);
  });
});

describe('the diagnosis', () => {
  const TOKEN = 'aB3-dE6_gH9jK2mN5pQ8sT';
  const facts = (more: Partial<DiagnosisFacts> = {}): DiagnosisFacts => ({
    version: '1.2.3',
    system: ['Linux 6.1 x64'],
    homeDir: '/home/grandma',
    atIso: '2026-01-02T03:04:05.000Z',
    status: hostingStatus(),
    log: [],
    ...more,
  });

  test('says what helps: version, system, addresses, port, processes and rooms', () => {
    const text = diagnosisText(facts());
    for (const part of [
      ...['Porchlight 1.2.3', 'Linux 6.1 x64', 'Port 7420', 'http://192.168.1.20:7420/ (Wi-Fi)'],
      ...['Worker 1: process 4001 · 12 % CPU · tick 0.31 to 1.2 ms · 84 MB · 1 room · 2 guests'],
      ...['Room KMQT: rim-rumble · playing · 2 guests, 1 bot · worker 1', 'Seat 0: iPhone, 12 ms'],
    ]) {
      expect(text).toContain(part);
    }
  });

  test('never says a name, a token, a code that opens a seat, a PIN, a device or a person’s folder', () => {
    const room = roomStatus({ code: 'KMQT' as RoomCode, names: ['Grandma Jo', 'Otis'], pin: '4711' });
    const seats = room.seats.map((seat, i) => ({ ...seat, seatCode: `860${i}` }));
    const knocks = [{ id: 1, name: 'Knocker' }];
    const status = {
      ...hostingStatus({ rooms: [{ ...room, seats, info: { ...room.info, knocks } }] }),
      bans: [{ device: TOKEN, name: 'Banished', at: '2026-01-01' }],
    };
    const log = [`token=${TOKEN}`, `file=/home/grandma/faults/1.json`].map((text, id) => ({
      ...({ id, atMs: 0, level: 'warn', source: 'host' } as const),
      text,
    }));
    const text = diagnosisText(facts({ status, log }));
    for (const secret of [
      'Grandma',
      'grandma',
      'Otis',
      'Knocker',
      'Banished',
      TOKEN,
      '4711',
      '8600',
      '8601',
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('token=(left out)');
    expect(text).toContain('file=~/faults/1.json');
  });

  test('ends with the last 100 lines of the log', () => {
    const book = new LogBook();
    for (let i = 0; i < 150; i++) book.write(pinoLine({ msg: `line-${i}-` }));
    const text = diagnosisText(facts({ log: book.lines }));
    expect(text).not.toContain('line-49-');
    expect(text).toContain('line-50-');
    expect(text).toContain('line-149-');
  });

  test('can be had when hosting did not start, too', () => {
    const problem = { code: 'port', text: 'Port 7420 is taken.' };
    expect(diagnosisText(facts({ status: { state: 'failed', problem } }))).toContain('Port 7420 is taken.');
    expect(diagnosisText(facts({ status: { state: 'idle' } }))).toContain('Not hosting');
  });
});
