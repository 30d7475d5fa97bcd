/** The bots' summary as a table for a terminal. */
import type { Spread } from '../bots/distribution.ts';
import type { BotsSummary, Figures } from '../bots/summary.ts';

const HEADINGS = [
  ...['', 'bots', 'round trip ms', 'snapshot ms', 'input delay ms', 'gaps (longest ms)', 'KB/s down'],
  ...['up', 'reconnects', 'outage ms', 'faults'],
];

/** Rooms and total; the three numbers of a time are its median, 99th percentile and maximum. */
export function summaryTable(summary: BotsSummary & { readonly cpuPercent: number }): string {
  const { rooms, total, cpuPercent } = summary;
  const rows = [HEADINGS, ...rooms.map((figures) => rowOf(figures.room, figures)), rowOf('total', total)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padStart(widths[column]!)).join('  '));
  return `${[...lines, '', ...notes(total, cpuPercent)].join('\n')}\n`;
}

function rowOf(name: string, figures: Figures): string[] {
  return [
    name,
    String(figures.bots),
    spread(figures.rttMs),
    spread(figures.snapshotIntervalMs),
    spread(figures.inputDelayMs),
    figures.gaps === 0 ? '0' : `${figures.gaps} (${figures.longestGapMs.toFixed(0)})`,
    (figures.bytesDownPerSecond / 1000).toFixed(1),
    (figures.bytesUpPerSecond / 1000).toFixed(1),
    String(figures.reconnects),
    spread(figures.outageMs),
    counts(figures.faults) || '0',
  ];
}

function notes(total: Figures, cpuPercent: number): string[] {
  const lines = [
    'Times: median / 99th percentile / maximum. Input delay: from sending inputs until a snapshot shows them.',
    `${total.snapshots} snapshots in ${total.seconds.toFixed(1)} s. These bots took ${cpuPercent.toFixed(0)} % of one core.`,
  ];
  const [refused, ended] = [counts(total.refusals), counts(total.ended)];
  if (refused !== '') lines.push(`Refused: ${refused}`);
  if (ended !== '') lines.push(`Ended: ${ended}`);
  return [...lines, ...total.faultDetails.map((detail) => `Fault: ${detail}`)];
}

const spread = ({ samples, p50, p99, max }: Spread): string =>
  samples === 0 ? '-' : [p50, p99, max].map((value) => value.toFixed(value < 100 ? 1 : 0)).join(' / ');

const counts = (of: Readonly<Record<string, number>>): string =>
  Object.entries(of)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
