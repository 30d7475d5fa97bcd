/** What `host` shows in a terminal, and how it takes and gives back the screen. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { renderLiveView } from '../../src/cli/live-view.ts';
import { LiveScreen } from '../../src/cli/live-view-screen.ts';
import { cut, padTo, widthOf, wrap } from '../../src/cli/live-view-text.ts';
import type { RoomCode } from '../../src/core/ids.ts';
import type { LogLine } from '../../src/protocol/log-line.ts';
import { type HostingStatus, hostingStatus, roomStatus } from '../support/host-status.ts';

const QR = /[▀▄█]/;

const view = (status: HostingStatus, size: { columns?: number; rows?: number; log?: LogLine[] } = {}) =>
  renderLiveView(status, { columns: 80, rows: 24, hasColour: false, log: [], ...size });

const manyGuests = (count: number) => Array.from({ length: count }, (_, i) => `Guest ${i}`);

describe('the live view', () => {
  test('in 80 by 24: the code, the link, the room, its guests, the processes, the way out', () => {
    const lines = view(hostingStatus());
    const text = lines.join('\n');
    expect(lines.filter((line) => QR.test(line)).length).toBeGreaterThan(12);
    for (const part of [
      ...['Porchlight', '● guests reach this computer', 'http://192.168.1.20:7420/KMQT'],
      ...['or http://10.8.0.3:7420/KMQT (VPN)', 'KMQT  Rim Rumble', 'playing · 2 guests, 1 bot · worker 1'],
      ...['worker 1  12 % CPU · tick 0.31 to 1.2 ms · 84 MB · 1 room · 2 guests', 'q  stops hosting'],
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/Mika +12 ms {2}iPhone/);
    expect(text).toMatch(/Otis +112 ms {2}desktop app/);
    expect(text).not.toContain('Firefly');
  });

  test.each([
    ...[
      [80, 24],
      [72, 22],
      [60, 40],
      [120, 50],
      [200, 12],
      [40, 10],
      [20, 5],
      [10, 2],
    ],
  ])('never outgrows a terminal of %i by %i', (columns, rows) => {
    const log = [1, 2, 3].map((id) => ({
      ...({ id, atMs: 0, level: 'warn', source: 'host' } as const),
      text: `line ${id} ${'long '.repeat(50)}`,
    }));
    const rooms = [0, 1, 2, 3, 4].map((i) =>
      roomStatus({ code: `KMQ${'BCDFG'[i]}` as RoomCode, names: manyGuests(9 * i) }),
    );
    const text =
      'This computer is in no network, so guests cannot reach it. Join a Wi-Fi or start a hotspot.';
    const status = hostingStatus({ rooms, problems: [{ code: 'no-network', text }] });
    const lines = view(status, { columns, rows, log });
    expect(lines.length).toBeLessThanOrEqual(rows);
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
  });

  test('the code makes way in a small terminal, and what it says is still there to be typed', () => {
    for (const size of [{ rows: 16 }, { columns: 60 }]) {
      const text = view(hostingStatus(), size).join('\n');
      expect(text).not.toMatch(QR);
      expect(text).toContain('http://192.168.1.20:7420/KMQT');
    }
  });

  test('before the code makes way, the processes are told in one line', () => {
    const problems = [{ code: 'a', text: 'Port 7420 is taken.' }];
    const workers = [1, 2, 3, 4].map((id) => ({ ...hostingStatus().workers[0]!, id }));
    const text = view(hostingStatus({ problems, workers })).join('\n');
    expect(text).toMatch(QR);
    expect(text).toContain('4 workers · 48 % CPU · 336 MB');
    expect(text).toContain('! Port 7420 is taken.');
  });

  test('guests and rooms that do not fit are counted', () => {
    const crowd = view(hostingStatus({ rooms: [roomStatus({ names: manyGuests(40) })] })).join('\n');
    expect(crowd).toMatch(/… and \d+ more guests/);
    const shown = crowd.match(/Guest \d+/g)!.length;
    expect(crowd).toContain(`… and ${40 - shown} more guests`);
    const rooms = Array.from({ length: 12 }, () => roomStatus());
    expect(view(hostingStatus({ rooms })).join('\n')).toMatch(/… and \d+ more rooms/);
  });

  test('a wide terminal has guests side by side', () => {
    const status = hostingStatus({ rooms: [roomStatus({ names: manyGuests(4) })] });
    expect(view(status, { columns: 130 }).some((line) => /Guest 0.+Guest 1/.test(line))).toBe(true);
    expect(view(status).some((line) => /Guest 0.+Guest 1/.test(line))).toBe(false);
  });

  test('who is away is said to be so, and a guest that nothing is known of has no numbers', () => {
    const room = roomStatus({ names: ['Mika', 'Otis', 'Wen'] });
    const seats = room.info.seats.map((seat) => ({ ...seat, away: seat.name === 'Otis' }));
    const links = room.seats.map((seat) => (seat.seat === 2 ? { ...seat, link: undefined } : seat));
    const status = hostingStatus({ rooms: [{ ...room, info: { ...room.info, seats }, seats: links }] });
    const text = view(status).join('\n');
    expect(text).toMatch(/Otis +away {2}desktop app/);
    expect(text).toMatch(/Wen\s*$/m);
  });

  test('doubts that guests can reach this computer come with what to look at', () => {
    const checklist = [{ id: 'firewall', text: 'A firewall may block port 7420.' }];
    const text = view(hostingStatus({ reach: { state: 'doubtful', checklist } })).join('\n');
    expect(text).toContain('▲ guests may not reach this computer');
    expect(text).toContain('? A firewall may block port 7420.');
  });

  test('without a room it says so, and the code leads to the host itself', () => {
    const text = view(hostingStatus({ rooms: [] })).join('\n');
    expect(text).toContain('No room is open.');
    expect(text).toContain('http://192.168.1.20:7420/');
    expect(text).toMatch(QR);
  });

  test('colours are codes around the same text, and none without', () => {
    const coloured = renderLiveView(hostingStatus(), { columns: 80, rows: 24, hasColour: true, log: [] });
    const plain = view(hostingStatus());
    const codes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
    expect(coloured.map((line) => line.replace(codes, ''))).toEqual(plain);
    expect(coloured.join('')).toMatch(codes);
    expect(plain.join('')).not.toMatch(codes);
  });
});

describe('text in a terminal', () => {
  test('is as wide as it looks', () => {
    expect(widthOf('Mika')).toBe(4);
    expect(widthOf('日本')).toBe(4);
    expect(widthOf('🎉')).toBe(2);
    expect(widthOf('é')).toBe(1);
    expect(widthOf('')).toBe(0);
  });

  test('is cut between characters, and fills its columns exactly', () => {
    expect(cut('Grandma Jo', 8)).toBe('Grandma…');
    expect(cut('日本語', 4)).toBe('日…');
    expect(cut('abc', 0)).toBe('');
    for (const text of ['', 'Mika', 'Grandma Josephine', '日本語日本語', '🎉🎉🎉']) {
      for (const columns of [1, 4, 5, 9]) expect(widthOf(padTo(text, columns))).toBe(columns);
    }
    expect(padTo('12 ms', 7, 'right')).toBe('  12 ms');
  });

  test('is broken between words', () => {
    expect(wrap('Join a Wi-Fi or start a hotspot.', 14)).toEqual(['Join a Wi-Fi', 'or start a', 'hotspot.']);
    expect(wrap('Donaudampfschiff', 5)).toEqual(['Dona…']);
  });
});

describe('the screen', () => {
  const ESCAPE = String.fromCharCode(27);
  let written: string[];
  let onResize: () => void;
  let press: (keys: string) => void;
  let quits: number;
  let rawModes: boolean[];
  let picture: string;
  let screen: LiveScreen;
  const output = {
    columns: 30,
    rows: 3,
    write: (text: string) => written.push(text),
    on: (_event: 'resize', listener: () => void) => {
      onResize = listener;
    },
    off: () => {
      onResize = () => {};
    },
  };
  const input = {
    isTTY: true,
    setRawMode: (isRaw: boolean) => rawModes.push(isRaw),
    on: (_event: 'data', listener: (bytes: Uint8Array) => void) => {
      press = (keys) => listener(Buffer.from(keys));
    },
    off: () => {},
    resume: () => {},
    pause: () => {},
  };

  beforeEach(() => {
    vi.useFakeTimers();
    [written, rawModes, quits, picture] = [[], [], 0, 'one'];
    const render = ({ columns }: { columns: number }) => [picture, `${columns}`];
    screen = new LiveScreen({ output, input, render, onQuit: () => quits++ });
  });
  afterEach(() => {
    screen.close();
    vi.useRealTimers();
  });

  test('is drawn at once, then twice a second at most, and not when nothing has changed', () => {
    expect(written.at(-1)).toContain('one');
    const before = written.length;
    for (let i = 0; i < 100; i++) {
      picture = `picture ${i}`;
      screen.refresh();
      vi.advanceTimersByTime(20);
    }
    expect(written.length - before).toBe(4);
    vi.advanceTimersByTime(5_000);
    expect(written.at(-1)).toContain('picture 99');
    const after = written.length;
    screen.refresh();
    vi.advanceTimersByTime(5_000);
    expect(written.length).toBe(after);
  });

  test('every row is cleared before it is drawn, and none is left over from before', () => {
    const rows = written.at(-1)!.split('\r\n');
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row).toContain(`${ESCAPE}[2K`);
  });

  test('follows the terminal’s size', () => {
    vi.advanceTimersByTime(1_000);
    output.columns = 44;
    onResize();
    expect(written.at(-1)).toContain('44');
    output.columns = 30;
  });

  test('q and Ctrl+C end it, other keys do not', () => {
    for (const keys of ['x', `${ESCAPE}[A`, ' ', 'quit']) press(keys);
    expect(quits).toBe(0);
    for (const keys of ['q', 'Q', '\x03']) press(keys);
    expect(quits).toBe(3);
  });

  test('gives the terminal back as it was, once', () => {
    screen.close();
    screen.close();
    expect(rawModes).toEqual([true, false]);
    const end = written.at(-1)!;
    for (const code of ['?25h', '?7h', '?1049l']) expect(end).toContain(`${ESCAPE}[${code}`);
    expect(written.filter((text) => text === end)).toHaveLength(1);
    screen.refresh();
    vi.advanceTimersByTime(2_000);
    expect(written.at(-1)).toBe(end);
  });
});
