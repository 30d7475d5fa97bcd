/**
 * Holds every source file against the table of floors: what it imports, and what it touches if it has to be
 * pure. Called by `npm run check` and by the test that proves that the check bites.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { type ParseResult, parseSync, Visitor } from 'oxc-parser';
import { EXCEPTIONS, type Exception, FOLDERS, type Folder } from './floors.ts';
import { findImpurities } from './purity.ts';

const SOURCE_ROOTS = ['src', 'electron', 'renderer'];

export interface Violation {
  /** Path from the root, with forward slashes. */
  readonly file: string;
  /** Counted from 1; 0 when it is about the whole file. */
  readonly line: number;
  readonly message: string;
}

interface Import {
  readonly at: number;
  /** Undefined when it is computed. */
  readonly specifier: string | undefined;
}

interface Place {
  readonly file: string;
  readonly folder: Folder;
  readonly game: string | undefined;
}

export interface CheckOptions {
  /** Folder of the project whose sources are checked. */
  readonly root?: string;
  /** Further sources by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly exceptions?: readonly Exception[];
}

/** All breaches of the floors, file by file. */
export function findViolations({ root, files = {}, exceptions = EXCEPTIONS }: CheckOptions): Violation[] {
  const used = new Set<Exception>();
  const isExcepted = (file: string, specifier: string): boolean => {
    const exception = exceptions.find((one) => one.file === file && one.imports === specifier);
    if (exception !== undefined) used.add(exception);
    return exception !== undefined;
  };
  const sources = Object.entries({ ...(root === undefined ? {} : readSources(root)), ...files });
  const violations = sources.flatMap(([file, source]) => checkFile(file, source, isExcepted));
  for (const stale of exceptions.filter((one) => !used.has(one))) {
    const message = `the exception for ${stale.imports} is not needed any more: remove it from scripts/floors.ts`;
    violations.push({ file: stale.file, line: 0, message });
  }
  return violations;
}

/** Path -> content of every source file of a project. */
function readSources(root: string): Record<string, string> {
  const paths = SOURCE_ROOTS.flatMap((folder) => {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    return names.map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
  });
  const sources = paths.filter((path) => /\.tsx?$/.test(path)).sort();
  return Object.fromEntries(sources.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function checkFile(
  file: string,
  source: string,
  isExcepted: (file: string, specifier: string) => boolean,
): Violation[] {
  const place = placeOf(file);
  if (place === undefined) return [{ file, line: 0, message: 'stands in no folder of scripts/floors.ts' }];
  const parsed = parseSync(file, source);
  const lineOf = (at: number): number => source.slice(0, at).split('\n').length;
  const violations: Violation[] = [];
  const report = (at: number, message: string): void => {
    violations.push({ file, line: lineOf(at), message: `${place.folder.name} ${message}` });
  };
  for (const error of parsed.errors)
    report(error.labels[0]?.start ?? 0, `cannot be parsed: ${error.message}`);
  for (const { at, specifier } of importsOf(parsed.program)) {
    if (specifier === undefined) report(at, 'imports a computed name');
    else if (!isExcepted(file, specifier)) {
      const fault = faultOf(place, specifier);
      if (fault !== undefined) report(at, fault);
    }
  }
  for (const { at, what } of impuritiesOf(parsed, place.folder)) report(at, what);
  return violations;
}

function placeOf(file: string): Place | undefined {
  for (const folder of FOLDERS) {
    const match = folder.path.exec(file);
    if (match !== null) return { file, folder, game: match.groups?.game };
  }
  return undefined;
}

/** Every import of a file: values, types, re-exports and dynamic ones. */
function importsOf(program: ParseResult['program']): Import[] {
  const imports: Import[] = [];
  const add = (node: { start: number; source: { type: string; value?: unknown } | null }): void => {
    if (node.source === null) return;
    const isText = node.source.type === 'Literal' && typeof node.source.value === 'string';
    imports.push({ at: node.start, specifier: isText ? String(node.source.value) : undefined });
  };
  new Visitor({
    ImportDeclaration: add,
    ExportNamedDeclaration: add,
    ExportAllDeclaration: add,
    ImportExpression: add,
    TSImportType: add,
  }).visit(program);
  return imports;
}

function impuritiesOf(parsed: ParseResult, folder: Folder): { at: number; what: string }[] {
  if (folder.world !== 'pure' && folder.world !== 'deterministic') return [];
  const references = parsed.comments.filter((comment) => /^\/\s*<reference/.test(comment.value));
  return [
    ...references.map((comment) => ({ at: comment.start, what: 'refers to types of another world' })),
    ...findImpurities(parsed.program, folder.world === 'deterministic'),
  ];
}

/** What is wrong with importing `specifier` from `place`; undefined when nothing is. */
function faultOf(place: Place, specifier: string): string | undefined {
  const path = specifier.split('?')[0]!;
  if (path.startsWith('.')) return faultOfPath(place, path);
  const { folder } = place;
  if (path.startsWith('node:')) return folder.world === 'node' ? undefined : `imports ${path}`;
  if (builtinModules.includes(path))
    return `imports ${path}: write node:${path}, where Node is allowed at all`;
  const isAllowed = folder.packages.some((name) =>
    name.endsWith('/') ? path.startsWith(name) : path === name,
  );
  return isAllowed ? undefined : `imports the package ${path}`;
}

function faultOfPath(place: Place, specifier: string): string | undefined {
  const { folder } = place;
  const path = posix.join(posix.dirname(place.file), specifier);
  if (path === 'package.json' && (folder.world === 'node' || folder.world === 'browser')) return undefined;
  if (!/\.\w+$/.test(path)) return `imports ${specifier} without its extension`;
  const target = placeOf(path);
  if (target === undefined) return `imports ${path}, which belongs to no folder`;
  if (place.game !== undefined && target.game !== undefined && place.game !== target.game) {
    return `imports another game: ${path}`;
  }
  if (target.folder === folder || mayImport(folder, target.folder)) return undefined;
  return `must not import ${target.folder.name} (${path})`;
}

function mayImport(folder: Folder, target: Folder): boolean {
  if (folder.only !== undefined) return folder.only.includes(target.name);
  const isOtherWorld = target.world === (folder.world === 'node' ? 'browser' : 'node');
  return target.floor < folder.floor && !isOtherWorld;
}
