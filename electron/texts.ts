/** Every word that the app itself says outside of its pages: menus, the tray, questions, messages. */

function guestsAreIn(guests: number): string {
  if (guests === 0) return 'Nobody else is in.';
  return guests === 1 ? 'One guest is in.' : `${guests} guests are in.`;
}

function guestsGoHome(guests: number): string {
  if (guests === 0) return guestsAreIn(0);
  const who = guests === 1 ? 'One guest is' : `${guests} guests are`;
  return `${who} in and would be sent away.`;
}

/** What the place of the tray's icons is called. */
const TRAY: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'the menu bar',
  win32: 'the notification area of the taskbar',
};

/** What becomes of this window when hosting goes on in the background. */
function windowGoes(hasTray: boolean): string {
  return hasTray
    ? `the lamp in ${TRAY[process.platform] ?? 'the tray'} brings this window back`
    : 'this window is minimised';
}

export const TEXTS = {
  app: 'Porchlight',
  close: 'Close',

  menu: {
    file: 'File',
    host: 'Host a game',
    console: 'Open the console',
    join: 'Join a game…',
    stop: 'Stop hosting',
    preferences: 'Preferences…',
    view: 'View',
    help: 'Help',
    howTo: 'How to play',
    web: 'Porchlight on the web',
    diagnosis: 'Copy a diagnosis',
    privacy: 'Privacy…',
    erase: 'Erase what is remembered…',
    about: 'About Porchlight',
    quit: 'Quit Porchlight',
  },

  tray: {
    guests: guestsAreIn,
    console: 'Open the console',
    copyLink: (code: string, title: string) => `Copy the link of ${code} (${title})`,
    stop: 'Stop hosting',
    quit: 'Quit Porchlight',
  },

  closing: {
    question: 'Stop hosting and quit?',
    detail: (guests: number, hasTray: boolean) =>
      `${guestsGoHome(guests)} In the background the game goes on, and ${windowGoes(hasTray)}.`,
    stop: 'Stop and quit',
    keep: 'Keep hosting in the background',
    cancel: 'Cancel',
  },

  stopping: {
    question: 'Stop hosting?',
    detail: guestsGoHome,
    stop: 'Stop hosting',
    cancel: 'Cancel',
  },

  link: {
    title: 'This link leads to no game',
    unreadable: 'A link to a game looks like porchlight://join/192.168.1.20:7420/ABCD. Ask for it once more.',
    question: (origin: string) => `Join the game at ${origin}?`,
    detail:
      'A link has asked for this, and this computer has not been there before. Join only if you know who hosts there: that computer will learn your network address, and shows its own page here.',
    join: 'Join',
    cancel: 'Not now',
  },

  update: {
    title: (version: string) => `Porchlight ${version} is out`,
    detail: (current: string) => `You have ${current}. Nothing is downloaded by itself.`,
    open: 'Show me where',
    later: 'Later',
  },

  howTo: {
    title: 'How to play',
    detail: [
      '1. Press “Host a game”. A QR code, a link and a room code appear.',
      '2. Everyone in the same network scans the code or types the link, in any browser. Nothing to install.',
      '3. When all are ready, or when you press “Start”, the match begins.',
      '',
      'You want to play on another computer’s host? Choose “Join a game” and enter its link or room code.',
    ].join('\n'),
  },

  privacy: {
    title: 'What Porchlight knows',
    detail: (folder: string) =>
      [
        'Porchlight has no account and no server of ours: games run on this computer, and what guests do stays in your network.',
        '',
        'Rooms, results, the list of those you keep out and your preferences are kept on this computer alone, in:',
        folder,
        '',
        'To forget whom you have hosted and where you have played, choose “Erase what is remembered…” in the menu.',
        '',
        'Whether there is a newer version is asked only if you have turned that on in the preferences.',
      ].join('\n'),
    open: 'Show the folder',
  },

  erase: {
    question: 'Erase what Porchlight remembers of people?',
    detail:
      'Results, saved rooms, the list of those you keep out, reports of faults, the hosts that you have joined, and your name and seats there. Your preferences stay. This cannot be undone.',
    erase: 'Erase',
    cancel: 'Cancel',
    done: 'It is erased',
    failed: 'Not everything was erased',
  },
} as const;
