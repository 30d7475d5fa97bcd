/** Line icons, 24 by 24, in the colour of the text around them. */
const LINES = {
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 13l5 5L19 7',
  sound: 'M4 10v4h4l5 4V6L8 10zM16.5 8.5a5 5 0 0 1 0 7M19 6a9 9 0 0 1 0 12',
  muted: 'M4 10v4h4l5 4V6L8 10zM17 9.5l5 5M22 9.5l-5 5',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  leave: 'M10 4H5v16h5M10 12h10M16 8l4 4-4 4',
  dice: 'M5 4h14a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM8.5 8.5h.01M15.5 8.5h.01M12 12h.01M8.5 15.5h.01M15.5 15.5h.01',
  reload: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3M20 3v5h-5',
  download: 'M12 4v11M7.5 11L12 15.5l4.5-4.5M5 20h14',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  pencil: 'M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z',
  bot: 'M6 9h12v10H6zM12 9V5M9.5 13.5h.01M14.5 13.5h.01M10 16.5h4M3.5 12.5v3M20.5 12.5v3',
  away: 'M19 14.5A8 8 0 1 1 9.5 5a6.5 6.5 0 0 0 9.5 9.5z',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-4 2.5-6 6-6s6 2 6 6M16 4.5a3.5 3.5 0 0 1 0 6M18 14.5c2 .8 3 2.7 3 5.5',
  play: 'M8 5l11 7-11 7z',
  motion: 'M4 8h9a3 3 0 1 0-3-3M4 12h14a3 3 0 1 1-3 3M4 16h6a2.5 2.5 0 1 1-2.5 2.5',
  network: 'M5 20v-4M10 20v-8M15 20V8M20 20V4',
  fullscreen: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  pause: 'M8 5v14M16 5v14',
  plus: 'M12 5v14M5 12h14',
  more: 'M12 5h.01M12 12h.01M12 19h.01',
  star: 'M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.8-5.2-2.8-5.2 2.8 1-5.8-4.3-4.1 5.9-.8z',
  move: 'M4 12h14M13 6.5l5.5 5.5-5.5 5.5',
  undo: 'M8 5L4 9l4 4M4.5 9H14a5 5 0 0 1 0 10h-4',
  ban: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM6 6l12 12',
  key: 'M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12.5L20 4M16.5 7.5l2.5 2.5',
  door: 'M6 21V3h12v18M3 21h18M14.5 12h.01',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  warning: 'M12 4L2.5 20h19zM12 10v5M12 17.5h.01',
} as const;

export type IconName = keyof typeof LINES;

export function Icon({ name, size = 24 }: { name: IconName /** px */; size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2.4"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={LINES[name]} />
    </svg>
  );
}
