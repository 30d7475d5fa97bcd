/** Hosts that were joined from here, latest first: where a bare room code is looked for. */
import { join } from 'node:path';
import * as v from 'valibot';
import { readJsonFile, writeJsonFile } from './json-file.ts';

const MAX_HOSTS = 8;
const originsSchema = v.array(v.pipe(v.string(), v.regex(/^https?:\/\/[^/]+$/)));

export interface RecentHosts {
  origins(): readonly string[];
  add(origin: string): void;
  clear(): void;
}

export function createRecentHosts(dataDir: string): RecentHosts {
  const file = join(dataDir, 'recent-hosts.json');
  let origins = readJsonFile(file, originsSchema) ?? [];
  return {
    origins: () => origins,
    add(origin) {
      origins = [origin, ...origins.filter((other) => other !== origin)].slice(0, MAX_HOSTS);
      writeJsonFile(file, origins);
    },
    clear() {
      origins = [];
      writeJsonFile(file, origins);
    },
  };
}
