/**
 * The picture of a comparison: a line for each server, three panels of bars, 20 Hz above 60 Hz. Plain SVG on a light
 * card of its own, so that it reads the same in a light and in a dark README. Used by scripts/bench.ts.
 */
import type { Row } from '../measure/job.ts';
import { BY_HAND, COLYSEUS, PRODUCT, SERVERS } from '../servers-under-test.ts';
import {
  distinct,
  guestsHeld,
  loadMedians,
  loadRows,
  type NumberName,
  pickFigure,
  rampRows,
} from './medians.ts';

/** Taken from the design tokens of the pages. */
export interface ChartColours {
  readonly lamp: string;
  readonly lampDeep: string;
  readonly ink: string;
}

/** One figure of each server at each tick rate. */
interface Panel {
  readonly title: string;
  readonly note: string;
  /** Ticks a second -> server -> figure. */
  readonly figures: ReadonlyMap<number, ReadonlyMap<string, number>>;
  readonly digits: number;
}

/** px. */
const WIDTH = 1120;
const EDGE = 40;
const LABELS = 204;
const GAP = 28;
const HEAD = 150;
const LINE = 54;
const BAR = 16;
const BAR_GAP = 3;
const FOOT = 54;
/** Kept free behind a bar for its value. */
const VALUE = 62;

const PAPER = '#fffaf1';
const PAPER_EDGE = '#e6dccb';
const SOFT = '#5f6484';
const OTHERS = ['#8a90b4', '#b9bdd6'] as const;
/** A bar is cut off where it would be longer than this many times the next server's. */
const CUT_AT = 2;

const ORDER = [PRODUCT, BY_HAND, ...COLYSEUS];
const FONT = `font-family="Nunito, 'Segoe UI', Helvetica, Arial, sans-serif"`;

/** The number of guests that loads are drawn for: the middle one of those that were measured. */
function guestsDrawn(rows: readonly Row[]): number {
  const counts = distinct(loadRows(rows), ({ guests }) => guests).sort((a, b) => a - b);
  return counts[counts.length >> 1] ?? 0;
}

function panelsOf(rows: readonly Row[]): Panel[] {
  const guests = guestsDrawn(rows);
  const ascending = (a: number, b: number): number => a - b;
  const rates = distinct(loadRows(rows), ({ hz }) => hz).sort(ascending);
  const ramped = distinct(rampRows(rows), ({ hz }) => hz).sort(ascending);
  const loads = (name: NumberName): Panel['figures'] =>
    new Map(rates.map((hz) => [hz, pickFigure(loadMedians(rows, hz, guests), name)]));
  const panels: Panel[] = [
    {
      ...{ title: 'Processor time', note: `ms for a guest’s second, of ${guests} guests`, digits: 2 },
      figures: loads('cpuMsPerGuestSecond'),
    },
    {
      ...{ title: 'Bytes to a guest', note: `a second, with ${guests} guests`, digits: 0 },
      figures: loads('bytesDownPerGuestSecond'),
    },
  ];
  if (ramped.length === 0) return panels;
  const held = new Map(ramped.map((hz) => [hz, guestsHeld(rows, hz)]));
  const note = 'by one processor, without stutter';
  return [...panels, { title: 'Guests held', note, digits: 0, figures: held }];
}

const show = (value: number, digits: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** What a bar of full length stands for. */
function fullScale({ figures }: Panel): number {
  const servers = distinct(
    [...figures.values()].flatMap((byServer) => [...byServer.keys()]),
    (name) => name,
  );
  const largest = servers
    .map((name) => Math.max(...[...figures.values()].map((byServer) => byServer.get(name) ?? 0)))
    .sort((a, b) => b - a);
  return Math.min(largest[0] ?? 1, CUT_AT * (largest[1] ?? Number.POSITIVE_INFINITY));
}

function bar(
  value: number,
  { x, y, width, scale }: { x: number; y: number; width: number; scale: number },
  { fill, label, isOurs }: { fill: string; label: string; isOurs: boolean },
): string {
  const length = (Math.min(value, scale) / scale) * width;
  const middle = y + BAR / 2;
  const cut =
    value > scale
      ? `<path d="M${x + length - 16} ${y - 2}l6 ${BAR / 2 + 2}-6 ${BAR / 2 + 2}M${x + length - 10} ${y - 2}l6 ${BAR / 2 + 2}-6 ${BAR / 2 + 2}" fill="none" stroke="${PAPER}" stroke-width="3"/>`
      : '';
  const weight = isOurs ? ' font-weight="700"' : '';
  return `<rect x="${x}" y="${y}" width="${length.toFixed(1)}" height="${BAR}" rx="4" fill="${fill}"/>${cut}<text x="${(x + length + 7).toFixed(1)}" y="${middle + 5}" font-size="15"${weight}>${label}</text>`;
}

function panel(
  subject: Panel,
  left: number,
  width: number,
  servers: readonly string[],
  colours: ChartColours,
) {
  const scale = fullScale(subject);
  const bars = servers.flatMap((name, line) =>
    [...subject.figures.values()].map((byServer, rate) => {
      const y = HEAD + line * LINE + (LINE - 2 * BAR - BAR_GAP) / 2 + rate * (BAR + BAR_GAP);
      const value = byServer.get(name);
      if (value === undefined)
        return `<text x="${left}" y="${y + 13}" font-size="14" fill="${SOFT}">–</text>`;
      const isOurs = name === PRODUCT;
      const ours = rate === 0 ? colours.lampDeep : colours.lamp;
      const fill = isOurs ? ours : OTHERS[rate % OTHERS.length]!;
      return bar(
        value,
        { x: left, y, width: width - VALUE, scale },
        { fill, label: show(value, subject.digits), isOurs },
      );
    }),
  );
  return [
    `<text x="${left}" y="${HEAD - 38}" font-size="18" font-weight="700">${subject.title}</text>`,
    `<text x="${left}" y="${HEAD - 18}" font-size="14" fill="${SOFT}">${subject.note}</text>`,
    ...bars,
  ].join('\n  ');
}

/** Which tone is which tick rate. */
function legend(rates: readonly number[], colours: ChartColours): string {
  const tones = [
    [colours.lampDeep, OTHERS[0]],
    [colours.lamp, OTHERS[1]],
  ];
  return rates
    .slice(0, tones.length)
    .map((hz, i) => {
      const x = WIDTH - EDGE - 220 + i * 116;
      const [ours, others] = tones[i]!;
      return `<rect x="${x}" y="44" width="16" height="16" rx="4" fill="${ours}"/><rect x="${x + 20}" y="44" width="16" height="16" rx="4" fill="${others}"/><text x="${x + 44}" y="57" font-size="15">${hz} Hz</text>`;
    })
    .join('');
}

/** The picture. Servers that were not measured are left out. */
export function drawChart(rows: readonly Row[], colours: ChartColours): string {
  const panels = panelsOf(rows);
  const measured = distinct(loadRows(rows), ({ server }) => server);
  const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const servers = measured.sort((a, b) => rank(a) - rank(b));
  const titles = new Map(SERVERS.map(({ name, title }) => [name, title]));
  const height = HEAD + servers.length * LINE + FOOT;
  const width = (WIDTH - 2 * EDGE - LABELS - GAP * (panels.length - 1)) / panels.length;
  const labels = servers.map((name, line) => {
    const y = HEAD + line * LINE + LINE / 2 + 5;
    const weight = name === PRODUCT ? ' font-weight="700"' : '';
    return `<text x="${EDGE}" y="${y}" font-size="15"${weight}>${titles.get(name) ?? name}</text>`;
  });
  const stripe = `<rect x="${EDGE - 16}" y="${HEAD}" width="${WIDTH - 2 * EDGE + 32}" height="${LINE}" rx="12" fill="${colours.lamp}" fill-opacity="0.2"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" ${FONT} fill="${colours.ink}" role="img" aria-label="Porchlight against other servers on the same work: processor time, bytes and guests held">
  <rect x="1" y="1" width="${WIDTH - 2}" height="${height - 2}" rx="24" fill="${PAPER}" stroke="${PAPER_EDGE}" stroke-width="2"/>
  <text x="${EDGE}" y="58" font-size="24" font-weight="700">The same work, server by server</text>
  ${legend([...panels[0]!.figures.keys()], colours)}
  ${servers[0] === PRODUCT ? stripe : ''}
  ${labels.join('\n  ')}
  ${panels.map((one, i) => panel(one, EDGE + LABELS + i * (width + GAP), width, servers, colours)).join('\n  ')}
  <text x="${EDGE}" y="${height - 26}" font-size="14" fill="${SOFT}">Rooms of eight, 20 inputs a second from everybody, one server process on the same machine. Processor time and bytes: less is better.</text>
</svg>
`;
}
