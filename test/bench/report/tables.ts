/** What `npm run bench` prints: verdicts, medians with ratios, gates. Tables are Markdown, aligned for a terminal. */
import type { LoadRow, Row } from '../measure/job.ts';
import { BY_HAND, PRODUCT } from '../servers-under-test.ts';
import { type Gate, gatesOf } from './gates.ts';
import {
  allLoadRows,
  betterColyseus,
  distinct,
  guestsHeld,
  loadMedians,
  loadRows,
  median,
  pickFigure,
  rampRows,
  summarise,
  verifyRows,
} from './medians.ts';

/** A figure with `digits` behind the point; a dash when there is none. */
function show(value: number | undefined, digits: number): string {
  return value === undefined || !Number.isFinite(value) ? '-' : value.toFixed(digits);
}

const ratio = (value: number | undefined, of: number | undefined): string =>
  value === undefined || of === undefined ? '-' : show(value / of, 2);

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]!.length)),
  );
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => `${'-'.repeat(width + 1)}${i === 0 ? '-' : ':'}`).join('|')}|`;
  return [row(head), rule, ...lines.map(row)].join('\n');
}

function verdicts(rows: readonly Row[]): string[] {
  const lines = verifyRows(rows).map(
    ({ server, verdict, snapshotsPerSecond, projectiles, scorePerPlayerSecond, ackedShare }) => [
      ...[server, verdict, show(snapshotsPerSecond, 1), show(projectiles, 2)],
      ...[show(scorePerPlayerSecond, 2), show(ackedShare, 3)],
    ],
  );
  if (lines.length === 0) return [];
  const head = ['server', 'verdict', 'snapshots/s', 'projectiles', 'score/player-s', 'acknowledged'];
  return ['Do they do the same work?', table(head, lines)];
}

const LOAD_HEAD = [
  ...[
    'server',
    'runs (quiet)',
    'CPU ms/guest-s',
    `x ${BY_HAND}`,
    'x Colyseus',
    'bytes down/guest-s',
    'x Colyseus',
  ],
  ...['snapshots/guest-s', 'tick p99 ms', 'echo p50 ms', 'KB/guest', 'generator cores'],
];

function loadTable(rows: readonly Row[], hz: number, guests: number): string[] {
  const medians = loadMedians(rows, hz, guests);
  if (medians.size === 0) return [];
  const cpu = pickFigure(medians, 'cpuMsPerGuestSecond');
  const bytes = pickFigure(medians, 'bytesDownPerGuestSecond');
  const lines = [...medians].map(([name, figures]) => [
    ...[name, `${figures.runs} (${figures.quietRuns})`, show(cpu.get(name), 3)],
    ...[ratio(cpu.get(name), cpu.get(BY_HAND)), ratio(cpu.get(name), betterColyseus(cpu, 'lower'))],
    ...[show(bytes.get(name), 0), ratio(bytes.get(name), betterColyseus(bytes, 'lower'))],
    ...[show(figures.of('snapshotsPerGuestSecond'), 1), show(figures.of('tickP99Ms'), 1)],
    ...[show(figures.of('echoP50Ms'), 1), show(figures.of('rssKbPerGuest'), 0)],
    show(figures.of('generatorCores'), 2),
  ]);
  return [`${hz} Hz, ${guests} guests`, table(LOAD_HEAD, lines)];
}

function rampTable(rows: readonly Row[]): string[] {
  const ramps = rampRows(rows);
  if (ramps.length === 0) return [];
  const rates = distinct(ramps, ({ hz }) => hz).sort((a, b) => a - b);
  const head = [
    'server',
    ...rates.flatMap((hz) => [`${hz} Hz`, 'runs', 'limited by', `x ${BY_HAND}`, 'x Colyseus']),
  ];
  const lines = distinct(ramps, ({ server }) => server).map((name) => [
    name,
    ...rates.flatMap((hz) => {
      const held = guestsHeld(rows, hz);
      const runs = ramps.filter((row) => row.server === name && row.hz === hz);
      return [
        show(held.get(name), 0),
        runs.map(({ guestsHeld: count }) => count).join(', '),
        distinct(runs, ({ limitedBy }) => limitedBy).join(', '),
        ratio(held.get(name), held.get(BY_HAND)),
        ratio(held.get(name), betterColyseus(held, 'higher')),
      ];
    }),
  ]);
  return ['Guests held on one processor (p99 of tick intervals below 1.5 ticks)', table(head, lines)];
}

/** For people: one line for each gate. */
function gateLine({ name, ratio: value, isAtMost, limit, isKept }: Gate): string {
  return `${isKept ? 'ok    ' : 'MISSED'}  ${name}: ${show(value, 2)} (${isAtMost ? 'at most' : 'at least'} ${limit})`;
}

/** Everything about a comparison. */
export function comparisonReport(rows: readonly Row[]): string {
  const loads = loadRows(rows);
  const tables = distinct(loads, ({ hz }) => hz).flatMap((hz) =>
    distinct(loads, ({ guests }) => guests).flatMap((guests) => loadTable(rows, hz, guests)),
  );
  const gates = gatesOf(rows).map(gateLine);
  const about = gates.length === 0 ? [] : [`What ${PRODUCT} promises`, gates.join('\n')];
  return [...verdicts(rows), ...tables, ...rampTable(rows), ...about].join('\n\n');
}

/** Whether nobody does other work, and all gates are kept. */
export function isSound(rows: readonly Row[]): boolean {
  const isFair = verifyRows(rows).every(({ verdict }) => verdict === 'same work');
  return isFair && gatesOf(rows).every(({ isKept }) => isKept);
}

const SCALE_HEAD = [
  ...['guests', 'room size', 'workers', 'processors', 'runs (quiet)', 'CPU ms/guest-s', 'cores'],
  ...['by process', 'bytes down/guest-s', 'tick p99 ms', 'echo p50 ms'],
];

const caseOf = ({ guests, roomSize, workers, isPinned }: LoadRow): string =>
  `${guests} ${roomSize} ${workers} ${isPinned}`;

/** The product alone, in various sizes. */
export function scaleReport(rows: readonly Row[]): string {
  const loads = allLoadRows(rows);
  const lines = distinct(loads, caseOf).map((name) => {
    const alike = loads.filter((row) => caseOf(row) === name);
    const { guests, roomSize, workers, isPinned } = alike[0]!;
    const figures = summarise(alike);
    return [
      ...[guests, roomSize, workers].map(String),
      isPinned ? 'one' : "all, the generator's too",
      `${figures.runs} (${figures.quietRuns})`,
      ...[show(figures.of('cpuMsPerGuestSecond'), 3), show(figures.of('cpuCores'), 2), coresByProcess(alike)],
      ...[show(figures.of('bytesDownPerGuestSecond'), 0), show(figures.of('tickP99Ms'), 1)],
      show(figures.of('echoP50Ms'), 1),
    ];
  });
  return ['The product at 20 Hz', table(SCALE_HEAD, lines)].join('\n\n');
}

/** Medians of each process's cores, the one that was started first. */
function coresByProcess(rows: readonly LoadRow[]): string {
  return rows[0]!.processCores
    .map((_, i) => show(median(rows.map(({ processCores }) => processCores[i] ?? 0)), 2))
    .join(' + ');
}
