/**
 * The words that the console says, in one place so that they can be translated; the log's and the preferences' stand
 * beside them. Problems, checks and refusals come from the host in sentences of their own (src/protocol/console.ts).
 */
import { LIMITS } from '../../src/protocol/limits.ts';
import type { RoomPhase } from '../../src/protocol/messages.ts';
import type { BotLevel } from '../../src/sdk/game.ts';

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;
const people = (number: number): string => count(number, 'player', 'players');

export const TEXTS = {
  close: 'Close',
  cancel: 'Cancel',

  tools: {
    details: 'Details',
    look: 'Look and preferences',
    looks: { system: 'As this computer', light: 'Light', dark: 'Dark' },
    preferences: 'Preferences…',
  },

  idle: {
    line: 'Host a game on this computer. Everyone in the room joins from the browser they already have.',
    host: 'Host a game',
    games: 'Games',
    seats: (min: number, max: number) => `${min} to ${max} players`,
  },

  starting: {
    title: 'Starting…',
    text: 'The link and the QR code will be here in a moment.',
  },

  failed: {
    title: 'Hosting did not start',
    again: 'Try again',
    back: 'Back',
  },

  joinOther: {
    menu: 'Join a game',
    title: 'Join a game on another computer',
    field: 'Link, address or room code',
    go: 'Join',
    looking: 'Looking…',
    nearby: 'Games nearby',
    nobody: 'Nobody on this network announces a game. A link or a code still gets you in.',
    noRoom: 'No room yet',
    players: people,
  },

  head: {
    stop: 'Stop hosting',
    dismiss: 'Dismiss',
  },

  stop: {
    title: 'Stop hosting?',
    text: (guests: number) =>
      `${count(guests, 'player is', 'players are')} in. Stopping closes every room and sends everybody home.`,
    go: 'Stop hosting',
  },

  reach: {
    label: {
      waiting: 'Waiting for the first guest',
      reached: 'Guests can reach you',
      doubtful: 'Nobody has come through yet',
      alone: 'In no network',
    },
    title: {
      waiting: 'Nobody has been here yet',
      reached: 'Guests can reach this computer',
      doubtful: 'Can guests reach this computer?',
      alone: 'This computer is in no network',
    },
    text: {
      waiting:
        'The light turns green as soon as another device opens the link. Scan the QR code with a phone to try it.',
      reached: 'Another device on your network has opened the link. Whoever is on the same network can join.',
      doubtful:
        'The link has been on the screen for a while, and no other device has opened it. If somebody is trying, go through this list from the top.',
      alone:
        'Guests come in through a network that they share with this computer. Join a Wi-Fi, plug in a cable or start a hotspot: the link and the QR code then appear by themselves.',
    },
    address: 'This host answers at',
    name: 'on some devices',
    fix: 'Fix it',
  },

  rooms: {
    label: 'Rooms',
    open: 'Open another room',
    openTitle: 'Open another room',
    openText: 'It gets a code and a QR code of its own. The rooms that are open go on.',
    none: 'No room is open',
    noneText: 'The host is running. Open a room to get a link and a QR code.',
    noneChoose: 'Which game?',
    knocking: (knocks: number) => `${knocks} at the door`,
  },

  phases: {
    lobby: 'Lobby',
    countdown: 'Starting',
    playing: 'Match on',
    results: 'Results',
  } satisfies Record<RoomPhase, string>,
  /** The same with room to say more. */
  phasesLong: {
    lobby: 'Lobby: practice is on',
    countdown: 'Starting',
    playing: 'Match running',
    results: 'Results',
  } satisfies Record<RoomPhase, string>,
  paused: 'Paused',

  join: {
    none: 'No address to join at',
    noneText:
      'This computer is in no network. As soon as it is, the QR code is here; you can play on this computer meanwhile.',
    qr: (url: string) => `QR code of ${url}`,
    scan: 'Scan it with a phone, or open',
    code: 'Room code',
    pin: 'PIN',
    locked: 'Locked: nobody new comes in.',
    otherAddress: 'Try another address',
  },

  room: {
    sections: 'Sections of this room',
    guests: 'Guests',
    settings: 'Settings',
    door: 'Door',
    more: 'More for this room',
    close: 'Close this room',
    summary: (persons: number, bots: number, seatsMax: number) =>
      [
        ...(persons > 0 ? [people(persons)] : []),
        ...(bots > 0 ? [count(bots, 'bot', 'bots')] : []),
        `room for ${seatsMax}`,
      ].join(' · '),
    people: (persons: number) => (persons === 0 ? 'Nobody yet' : people(persons)),
    empty: 'Nobody is in yet. Point a phone’s camera at the QR code.',
    emptyUnreachable: 'Nobody is in yet.',
  },

  closing: {
    title: 'Close this room?',
    text: (guests: number) =>
      guests === 0
        ? 'Its code stops working. The other rooms go on.'
        : `${count(guests, 'player is', 'players are')} in and will be sent out. Its code stops working; the other rooms go on.`,
    go: 'Close the room',
  },

  actions: {
    playHere: 'Play here',
    start: 'Start the match',
    startNow: 'Start now',
    rematch: 'Rematch',
    toLobby: 'Back to the lobby',
    end: 'End the match',
    pause: 'Pause',
    goOn: 'Go on',
    skip: 'To the results',
    skipTitle: 'The match ends now, with the points as they are',
  },

  lock: {
    on: 'Locked',
    off: 'Lock',
    title: 'A locked room takes no further guests',
  },

  door: {
    lock: 'Lock the room',
    lockText: 'Nobody new comes in. Who is in stays, and can come back.',
    approval: 'Let newcomers in by hand',
    approvalText: 'Everybody new waits at the door until you have seen the name.',
    pin: 'PIN',
    pinText: 'Newcomers have to know four digits. They are shown under the room code.',
    pinLabel: 'Four digits',
    pinSet: 'Set the PIN',
    pinClear: 'Remove the PIN',
    bans: 'Devices that stay out',
    bansText: 'They come into no room of this computer, today and later.',
    noBans: 'None. To keep somebody out for good, open the menu beside the name.',
    unban: 'Let in again',
    unbanLabel: (name: string) => `Let ${name} in again`,
    bannedOn: (at: Date) =>
      `since ${at.toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short', hour12: false })}`,
  },

  knocks: {
    label: 'At the door',
    waits: 'waits at the door',
    letIn: 'Let in',
    letOut: 'Not now',
    letInLabel: (name: string) => `Let ${name} in`,
    letOutLabel: (name: string) => `Do not let ${name} in`,
  },

  settings: {
    label: 'Settings of the next match',
    later: 'A match is on. What you change here counts from the next one.',
    botsFill: 'Bots fill up to',
    botsPlay: 'Bots play',
    botLevels: 'How well bots play',
    levels: { easy: 'easy', medium: 'medium', hard: 'hard' } satisfies Record<BotLevel, string>,
    less: 'Less',
    more: 'More',
  },

  seat: {
    menu: (name: string) => `What to do with ${name}`,
    bot: (level: string) => `bot, ${level}`,
    away: 'away',
    here: 'here',
    ready: 'ready',
    leads: 'leads',
    muted: 'muted',
    wins: (wins: number) => count(wins, 'win', 'wins'),
    removed: 'removed',
    kept: 'kept out',
    undo: 'Undo',
    undoLabel: (name: string) => `Bring ${name} back`,
    rtt: (ms: number) => (ms < 1 ? '<1 ms' : `${Math.round(ms)} ms`),
    jitter: (ms: number) => `±${Math.round(ms)}`,
    link: (platform: string, rttMs: number, jitterMs: number) =>
      `${platform}: round trip ${Math.round(rttMs)} ms, varies by ${Math.round(jitterMs)} ms`,
    rename: 'Rename…',
    mute: 'Mute',
    unmute: 'Unmute',
    lead: 'Hand over host rights',
    unlead: 'Take host rights back',
    seatCode: 'Show seat code…',
    kick: 'Remove from the room',
    ban: 'Keep this device out',
    moveTo: 'Move to another room',
    moveToRoom: (code: string, title: string) => `${code} · ${title}`,
  },

  rename: {
    title: (name: string) => `Rename ${name}`,
    label: 'New name',
    save: 'Rename',
    limit: `1 to ${LIMITS.nameLength} characters.`,
  },

  seatCode: {
    title: (name: string) => `${name}’s seat code`,
    text: 'To go on from another device, open the same link there, tap “I was already playing” and enter:',
  },

  details: {
    label: 'Details',
    sections: 'Sections of the details',
    workers: 'Workers',
    log: 'Log',
    workersText:
      'Workers are the processes that run the rooms. When one dies, the others go on with its rooms.',
  },

  worker: {
    name: (id: number) => `Worker ${id}`,
    starting: 'starting',
    ready: (pid: number) => `process ${pid}`,
    noRooms: 'No rooms here now.',
    load: 'Load',
    guests: (guests: number) => count(guests, 'guest', 'guests'),
    rooms: (rooms: number) => count(rooms, 'room', 'rooms'),
    cpu: 'CPU',
    tick: 'Tick',
    memory: 'Memory',
    silent: 'Its numbers come in a moment.',
    percent: (cores: number) => `${Math.round(cores * 100)} %`,
    tickP50: (ms: number) => `${ms.toFixed(1)} ms`,
    tickP99: (ms: number) => `p99 ${ms.toFixed(1)} ms`,
    megabytes: (bytes: number) => `${Math.round(bytes / 1_000_000)} MB`,
    menu: (id: number) => `What to do with worker ${id}`,
    drain: 'Move its rooms away',
    restart: 'Restart it, rooms go on elsewhere',
    draining: 'moving its rooms…',
    restarting: 'restarting…',
  },
} as const;
