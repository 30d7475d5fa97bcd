/**
 * What a guest's browser downloads until it stands in the playable lobby: the page, then the stage and one
 * game's view, then the fonts. Called by the build with what Vite made and with the folder it was written to.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Rolldown } from 'vite';

/** The most that the way to the playable lobby may cost, compressed, bytes. */
const BUDGET_BYTES = 600 * 1024;

type Chunk = Rolldown.OutputChunk;
type Bundle = readonly (Chunk | Rolldown.OutputAsset)[];

interface Part {
  readonly name: string;
  readonly files: readonly string[];
}

/** A table of compressed sizes, and what is wrong with them; nothing is wrong when `faults` is empty. */
export interface TransferReport {
  readonly table: string;
  readonly faults: readonly string[];
}

/** Weighs the bundle of the page `page` (its file name) as it lies, precompressed, in `folder`. */
export function weighTransfer(bundle: Bundle, folder: string, page: string): TransferReport {
  const chunks = new Map<string, Chunk>();
  for (const output of bundle) if (output.type === 'chunk') chunks.set(output.fileName, output);
  const entry = [...chunks.values()].find((chunk) => chunk.isEntry);
  if (entry === undefined) return { table: '', faults: ['The built client has no entry chunk.'] };

  const start = closure(chunks, [entry.fileName]);
  const { stage, views } = lazyParts(chunks, start);
  const view = heaviest(views, chunks, folder, [...start, ...stage]);
  const fonts = bundle.map((output) => output.fileName).filter(isLatinFont);
  const parts: Part[] = [
    { name: 'page', files: [page, ...withStyles(chunks, start)] },
    { name: 'stage (lazy)', files: withStyles(chunks, stage) },
    { name: 'game view (lazy)', files: withStyles(chunks, view) },
    { name: 'fonts, latin', files: fonts },
  ];
  const faults: string[] = [];
  if (start.some((name) => holdsPhaser(chunks.get(name)!))) faults.push('Phaser is in the first page load.');
  const total = sum(parts.flatMap((part) => part.files).map((file) => transferBytes(folder, file)));
  if (total > BUDGET_BYTES) faults.push(`The way to the lobby is over its ${kilobytes(BUDGET_BYTES)}.`);
  return { table: format(parts, folder, total), faults };
}

/** Everything that loading `names` loads with it through static imports. */
function closure(chunks: ReadonlyMap<string, Chunk>, names: readonly string[]): string[] {
  const found = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name) || !chunks.has(name)) continue;
    found.add(name);
    open.push(...chunks.get(name)!.imports);
  }
  return [...found];
}

/** What is loaded later: games' views, each by itself, and all the rest together. */
function lazyParts(chunks: ReadonlyMap<string, Chunk>, start: readonly string[]) {
  const lazy = [...chunks.values()].filter((chunk) => chunk.isDynamicEntry);
  const isView = (chunk: Chunk): boolean => /\/games\/[^/]+\/view\//.test(chunk.facadeModuleId ?? '');
  const views = lazy.filter(isView).map((chunk) => chunk.fileName);
  const rest = lazy.filter((chunk) => !isView(chunk)).map((chunk) => chunk.fileName);
  const stage = closure(chunks, rest).filter((name) => !start.includes(name));
  return { stage, views };
}

/** The game view that adds the most bytes to what is already `loaded`. */
function heaviest(
  views: readonly string[],
  chunks: ReadonlyMap<string, Chunk>,
  folder: string,
  loaded: readonly string[],
): string[] {
  const added = views.map((view) => closure(chunks, [view]).filter((name) => !loaded.includes(name)));
  const weigh = (names: readonly string[]): number => sum(names.map((name) => transferBytes(folder, name)));
  return added.sort((a, b) => weigh(b) - weigh(a))[0] ?? [];
}

/** Chunks and the style sheets that come with them. */
function withStyles(chunks: ReadonlyMap<string, Chunk>, names: readonly string[]): string[] {
  const styles = names.flatMap((name) => [...(chunks.get(name)!.viteMetadata?.importedCss ?? [])]);
  return [...names, ...new Set(styles)];
}

const isLatinFont = (name: string): boolean => /-latin-\d.*\.woff2$/.test(name);

const holdsPhaser = (chunk: Chunk): boolean =>
  chunk.moduleIds.some((id) => id.includes('/node_modules/phaser/'));

/** Bytes of a file as it travels: brotli where it was precompressed. */
function transferBytes(folder: string, name: string): number {
  const brotli = statSync(join(folder, `${name}.br`), { throwIfNoEntry: false });
  return brotli?.size ?? readFileSync(join(folder, name)).length;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

function format(parts: readonly Part[], folder: string, totalBytes: number): string {
  const row = (name: string, bytes: number): string => `  ${name.padEnd(22)}${kilobytes(bytes).padStart(10)}`;
  return [
    'Transfer size up to the playable lobby, compressed:',
    ...parts.map((part) => row(part.name, sum(part.files.map((file) => transferBytes(folder, file))))),
    row(`total (of ${BUDGET_BYTES / 1024} KB)`, totalBytes),
  ].join('\n');
}
