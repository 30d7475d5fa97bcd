/** The port of last time, so that links and bookmarks go on working. A file that cannot be read or written is no reason not to host. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'host.json';

export function rememberedPort(dataDir: string | undefined): number | undefined {
  if (dataDir === undefined) return undefined;
  try {
    const { port } = JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as { port?: unknown };
    return typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined;
  } catch {
    return undefined;
  }
}

export function rememberPort(dataDir: string | undefined, port: number): void {
  if (dataDir === undefined) return;
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, FILE), JSON.stringify({ port }));
  } catch {
    // Next time the usual port is tried first; nothing else is lost.
  }
}
