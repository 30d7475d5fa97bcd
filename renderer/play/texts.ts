/**
 * Every word that the guest's page says, in one place so that it can be translated. Refusals that come from the
 * host bring their own sentences along (src/protocol/reasons.ts).
 */
import { LIMITS } from '../../src/protocol/limits.ts';
import { REASONS } from '../../src/protocol/reasons.ts';
import { LOOKS } from '../../src/sdk/looks.ts';

/** A name within a sentence: one that is read from the right keeps its own words together. */
const apart = (name: string): string => `\u2068${name}\u2069`;

export const TEXTS = {
  appName: 'Porchlight',
  phases: {
    lobby: 'Lobby',
    countdown: 'About to start',
    playing: 'Playing',
    results: 'Between matches',
  },

  home: {
    title: 'Come on in',
    lead: 'Pick a room, or type the code from the host’s screen.',
    codeLabel: 'Room code',
    codeButton: 'Go',
    codeWrong: 'Room codes have four letters, such as BKTV.',
    rooms: 'Open rooms',
    noRooms: 'No room is open yet. As soon as the host opens one, it appears here.',
    looking: 'Looking for rooms…',
    locked: 'Locked',
    guests: (guests: number, seats: number) => (guests === 0 ? 'Nobody yet' : `${guests} of ${seats} in`),
  },

  join: {
    welcome: 'Come on in',
    noSuchRoom: 'No such room',
    roomLabel: 'Room',
    peopleIn: (guests: number, seats: number) =>
      guests === 0
        ? 'Nobody is in yet. Be the first.'
        : `${guests} of ${seats} ${guests === 1 ? 'is' : 'are'} in`,
    matchOn: 'A match is on. You can drop straight in.',
    nameLabel: 'Your name',
    anotherName: 'Another name',
    lookLabel: 'Your colour and shape',
    join: 'Join',
    joining: 'Joining…',
    returning: 'Taking you back to your seat…',
    waiting: 'The host lets everybody in by hand.',
    waitingHow: 'You are in as soon as the host has seen your name. Keep this page open.',
    cancel: 'Cancel',
    otherRoom: 'Another room',
    reload: 'Reload the page',
    emptyName: `Type a name of 1 to ${LIMITS.nameLength} characters.`,
  },

  pin: {
    label: 'The PIN of this room',
    how: 'Four digits. The host knows them.',
  },

  switching: {
    offer: 'I was already playing',
    label: 'The four digits of your seat',
    how: 'They are in the menu of the device that you played on.',
    go: 'Take my seat',
    busy: 'Taking your seat…',
    back: 'I am new here',
    menuTitle: 'Go on with another device',
    menuText: (offer: string) => `Open the same link there, tap “${offer}” and enter:`,
  },

  look: (look: number, taken: boolean): string => {
    const { colourName, shape } = LOOKS[look % LOOKS.length]!;
    return `${colourName} ${shape}${taken ? ', taken' : ''}`;
  },

  unreachable: {
    title: 'The host cannot be reached',
    text: 'This page is here, but the way to the game is not. It keeps trying.',
    tips: [
      'Stay on the same Wi-Fi as the host, and not on its guest network.',
      'Android: when the Wi-Fi has no internet, turn mobile data off.',
      'Pause a VPN, and check that the host’s computer is awake.',
    ],
  },

  lobby: {
    label: 'Lobby',
    room: 'Room',
    ready: 'I’m ready',
    readyNow: 'Ready!',
    waiting: (ready: number, here: number) => `${ready} of ${here} ready. It starts when everybody is.`,
    invite: 'Invite',
    changeMe: 'Name and look',
    more: 'More',
    less: 'Less',
    you: 'you',
    bot: 'bot',
    away: 'away',
    leads: 'host',
    removed: 'removed',
    isReady: 'ready',
    wins: (wins: number) => (wins === 1 ? '1 match won' : `${wins} matches won`),
    howTo: 'How to play',
    gotIt: 'Got it',
  },

  share: {
    title: 'Invite somebody',
    text: 'Scan this with a phone’s camera, or type the address into a browser on the same Wi-Fi.',
    qrLabel: 'QR code with the link to this room',
    copy: 'Copy the link',
    copied: 'Copied',
    copyFailed: 'Press and hold the address to copy it.',
  },

  profile: {
    title: 'Name and look',
    save: 'Save',
    muted: 'The host has switched off changing your name.',
  },

  /** What a guest who was made leader may do. */
  lead: {
    title: 'You are a host here',
    pause: 'Pause',
    goOn: 'Go on',
    lock: 'Lock',
    unlock: 'Unlock',
    bots: 'Bots up to',
    fewerBots: 'Fewer',
    moreBots: 'More',
    people: 'Players',
    kick: 'Remove',
    undoKick: 'Bring back',
    lobby: { next: 'Start', end: '' },
    countdown: { next: 'Start at once', end: 'Stop' },
    playing: { next: 'Finish now', end: 'Break off' },
    results: { next: 'Rematch', end: 'To the lobby' },
  },

  paused: { title: 'Paused', text: 'The host has paused the game. It goes on right where it stopped.' },

  match: {
    getReady: 'Get ready',
    menu: 'Menu',
    stageLoading: 'Setting up the field…',
    stageFailed: 'The game could not be loaded. Reload the page to try again; your seat is kept.',
  },

  menu: {
    title: 'Menu',
    sound: 'Sound',
    motion: 'Less motion',
    fullscreen: 'Full screen',
    net: 'Connection',
    netLine: (rttMs: number, jitterMs: number) =>
      `${Math.round(rttMs)} ms, varies by ${Math.round(jitterMs)} ms`,
    netGraph: 'Network graph',
    leave: 'Leave the room',
    back: 'Back to the game',
    on: 'on',
    off: 'off',
  },

  net: {
    title: 'Network graph',
    rtt: 'round trip',
    jitter: 'jitter',
    /** How old the newest snapshot is; how far in the past the others are drawn; how early own inputs are sent. */
    age: 'newest',
    behind: 'others',
    ahead: 'ahead',
    corrections: 'corrected',
    late: 'late',
    down: 'down',
    up: 'up',
    fps: 'frames/s',
    ms: (ms: number) => `${Math.round(ms)} ms`,
    /** Those that could be seen, of all. */
    outOf: (some: number, all: number) => `${some} of ${all}`,
    share: (some: number, all: number) => `${((100 * some) / Math.max(1, all)).toFixed(1)} %`,
    rate: (bytesPerSecond: number) => `${(bytesPerSecond / 1000).toFixed(1)} KB/s`,
  },

  results: {
    title: 'Results',
    winner: (names: readonly string[]) =>
      names.length === 1 ? `${apart(names[0]!)} wins` : `${names.map(apart).join(' and ')} share it`,
    you: 'you',
    points: 'points',
    awards: 'Awards',
    rematch: 'Rematch',
    rematchReady: 'Ready!',
    waiting: (ready: number, here: number) => `${ready} of ${here} want a rematch`,
    save: 'Save picture',
    saveFailed: 'This browser cannot save the picture. A screenshot does the same.',
    leave: 'Leave',
    fileName: (game: string) => `porchlight-${game.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`,
  },

  notices: {
    reconnecting: 'Moment… getting you back',
    reconnectingLong: 'Still trying. Your seat is kept. Are you on the host’s Wi-Fi?',
    startedAnew: 'The room was restarted, so scores begin again. Your seat is still yours.',
  },

  end: {
    left: { title: 'See you soon', text: 'You have left the room. Your seat is free for somebody else.' },
    'seat-taken': { title: 'You are playing elsewhere', text: REASONS['seat-taken'] },
    kicked: { title: 'You were removed', text: REASONS.kicked },
    banned: { title: 'This device stays out', text: REASONS.banned },
    moved: { title: 'On to another room', text: REASONS.moved },
    'room-closed': { title: 'The room is closed', text: `${REASONS['room-closed']} Thank you for playing.` },
    'room-failed': { title: 'The game stopped', text: REASONS['room-failed'] },
    'host-closing': { title: 'Lights out', text: REASONS['host-closing'] },
    other: { title: 'You are out of the room' },
    joinAgain: 'Join again',
    tryAgain: 'Try again',
    playHere: 'Play here instead',
    rooms: 'See all rooms',
  },
} as const;
