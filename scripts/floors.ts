/**
 * The table of floors: what each folder may import and use. Imports point downwards only, never sideways
 * between folders of one floor; entries (floor 6) are imported by nobody. scripts/check-floors.ts enforces it.
 */

/**
 * pure: no Node, no DOM, no wall clock, no Math.random. deterministic: pure, and only arithmetic whose result
 * is the same in every engine. shared: what Node and browsers both have; it is compiled with the types of each.
 */
export type World = 'deterministic' | 'pure' | 'shared' | 'node' | 'browser';

export interface Folder {
  readonly name: string;
  /** What the paths of its files look like; the group `game` is the game that a file belongs to. */
  readonly path: RegExp;
  readonly floor: number;
  readonly world: World;
  /** npm packages that it may import. A trailing slash allows everything below. */
  readonly packages: readonly string[];
  /** Folders that it may import; left out: all on lower floors, as far as they live in its world. */
  readonly only?: readonly string[];
}

/** First match counts. */
export const FOLDERS: readonly Folder[] = [
  { name: 'core', path: /^src\/core\//, floor: 0, world: 'deterministic', packages: [] },
  { name: 'sdk', path: /^src\/sdk\//, floor: 1, world: 'pure', packages: [] },
  {
    name: 'protocol',
    path: /^src\/protocol\//,
    floor: 2,
    world: 'pure',
    packages: ['valibot', '@socket.io/component-emitter'],
  },
  {
    name: 'view',
    path: /^src\/games\/(?<game>[^/]+)\/view\//,
    floor: 3,
    world: 'browser',
    packages: ['phaser'],
    only: ['core', 'sdk', 'rules'],
  },
  { name: 'rules', path: /^src\/games\/(?<game>[^/]+)\//, floor: 2, world: 'deterministic', packages: [] },
  {
    name: 'registry',
    path: /^src\/games\/registry\.ts$/,
    floor: 2,
    world: 'pure',
    packages: [],
    // The one way sideways: the list of games names each game.
    only: ['sdk', 'rules'],
  },
  { name: 'room', path: /^src\/room\//, floor: 3, world: 'pure', packages: [] },
  { name: 'client', path: /^src\/client\//, floor: 3, world: 'pure', packages: [] },
  {
    name: 'link',
    path: /^src\/link\//,
    floor: 4,
    world: 'shared',
    packages: ['socket.io-client'],
    only: ['core', 'protocol', 'client'],
  },
  {
    name: 'worker',
    path: /^src\/worker\//,
    floor: 4,
    world: 'node',
    packages: [
      '@socket.io/cluster-adapter',
      '@socket.io/sticky',
      'obscenity',
      'pino',
      'sirv',
      'socket.io',
      'valibot',
    ],
  },
  {
    name: 'bots',
    path: /^src\/bots\//,
    floor: 5,
    world: 'node',
    packages: ['valibot'],
    only: ['core', 'sdk', 'protocol', 'registry', 'client', 'link'],
  },
  {
    name: 'storage',
    path: /^src\/storage\//,
    floor: 4,
    world: 'node',
    packages: ['@photostructure/sqlite', 'valibot'],
  },
  {
    name: 'host',
    path: /^src\/host\//,
    floor: 5,
    world: 'node',
    packages: ['@socket.io/cluster-adapter', '@socket.io/sticky', 'pino', 'valibot'],
    only: ['core', 'sdk', 'protocol', 'registry', 'storage'],
  },
  { name: 'cli', path: /^src\/cli\//, floor: 6, world: 'node', packages: ['pino', 'uqr', 'valibot'] },
  {
    name: 'electron',
    path: /^electron\//,
    floor: 6,
    world: 'node',
    packages: ['electron', 'pino', 'valibot'],
    only: ['core', 'sdk', 'protocol', 'host'],
  },
  {
    name: 'renderer',
    path: /^renderer\//,
    floor: 6,
    world: 'browser',
    packages: ['@fontsource/', 'phaser', 'preact', 'preact/', 'uqr', 'valibot', 'zzfx'],
    only: ['core', 'sdk', 'protocol', 'registry', 'view', 'room', 'client', 'link'],
  },
];

/** One import that breaks the table and may. */
export interface Exception {
  readonly file: string;
  /** The specifier as it is written there. */
  readonly imports: string;
  readonly reason: string;
}

/** Kept as short as can be; an exception that nobody needs any more is a fault too. */
export const EXCEPTIONS: readonly Exception[] = [];
