/**
 * What a prepared Electron runs when it holds no app of its own: `electron <app folder> [...]`.
 * A stock Electron brings such an app along; electron-runtime.ts puts this one into the runtimes it prepares.
 * Top-level await on purpose: the app must be loaded before Electron says that it is ready.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const named = process.argv.slice(1).find((word) => !word.startsWith('-'));
if (named === undefined) {
  console.error('Usage: electron <app folder> [arguments of the app]');
  process.exit(1);
}

const folder = resolve(named);
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(folder);
try {
  await import(pathToFileURL(join(folder, manifest.main)).href);
} catch (error) {
  console.error(error);
  process.exit(1);
}
