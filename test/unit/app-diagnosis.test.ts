/** The diagnosis that a person can paste to whoever helps: useful, and it opens no door. */
import { expect, test } from 'vitest';
import { diagnose } from '../../electron/diagnosis.ts';
import { asSeatId, type RoomCode } from '../../src/core/ids.ts';
import type { HostStatus } from '../../src/protocol/console.ts';

const SURROUNDINGS = { version: '1.2.3', system: 'Linux 6.1.0 x64', runtimes: ['Electron 45.4.1'] };
const LINK = {
  url: 'http://192.168.1.20:7420/',
  address: '192.168.1.20',
  network: 'Wi-Fi',
  interfaceName: 'wlan0',
};

const HOSTING: HostStatus = {
  state: 'hosting',
  port: 7420,
  links: [LINK],
  rooms: [
    {
      info: {
        code: 'BCDF' as RoomCode,
        game: 'rim-rumble',
        epoch: 1,
        phase: 'lobby',
        phaseEndsAtTick: undefined,
        match: 1,
        practice: true,
        locked: false,
        paused: false,
        needsPin: true,
        approval: false,
        knocks: [],
        seats: [
          {
            seat: asSeatId(0),
            name: 'Mika',
            look: 0,
            bot: undefined,
            away: false,
            ready: false,
            wins: 0,
            kicked: false,
            muted: false,
            leads: false,
          },
        ],
        settings: {},
        bots: { fillTo: 0, level: 'easy' },
        outcome: undefined,
        restarts: 0,
      },
      pin: '0042',
      seats: [{ seat: asSeatId(0), seatCode: '7351', link: undefined }],
      title: 'Rim Rumble',
      owner: 1,
      links: [{ ...LINK, url: 'http://192.168.1.20:7420/BCDF' }],
    },
  ],
  workers: [{ id: 1, pid: 4321, state: 'ready', rooms: 1, guests: 1, vitals: undefined }],
  problems: [{ code: 'store', text: 'Rooms and results are not being saved.' }],
  reach: { state: 'doubtful', checklist: [{ id: 'same-wifi', text: 'Same Wi-Fi?' }] },
  bans: [{ device: 'devicedevicedevice1234', name: 'Grim', at: '2026-01-01T00:00:00.000Z' }],
};

test('it says what somebody who helps wants to know', () => {
  expect(diagnose(SURROUNDINGS, HOSTING).trimEnd().split('\n')).toEqual([
    'Porchlight 1.2.3',
    'Linux 6.1.0 x64',
    'Electron 45.4.1',
    '',
    'Hosting at port 7420, rooms: 1',
    'Address 192.168.1.20 (Wi-Fi, wlan0)',
    'Reached from outside: doubtful',
    'Look at: same-wifi',
    'Process 1: ready, rooms: 1, guests: 1',
    'Problem store: Rooms and results are not being saved.',
  ]);
});

test.each(['Mika', 'BCDF', '0042', '7351', 'Grim', 'devicedevicedevice1234'])(
  'it does not tell %s',
  (secret) => {
    expect(diagnose(SURROUNDINGS, HOSTING)).not.toContain(secret);
  },
);

test('it says so when nothing is hosted, and why hosting failed', () => {
  expect(diagnose(SURROUNDINGS, { state: 'idle' })).toContain('Hosting: idle');
  const failed = { state: 'failed', problem: { code: 'port-taken', text: 'No port is free.' } } as const;
  expect(diagnose(SURROUNDINGS, failed)).toContain('Hosting failed: port-taken');
});
