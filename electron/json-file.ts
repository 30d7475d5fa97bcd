/** Small things that the app remembers, one JSON file each. What cannot be read or written is simply forgotten. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';

/** The file's content, or undefined when it is missing or not what `schema` says. */
export function readJsonFile<T>(file: string, schema: v.GenericSchema<unknown, T>): T | undefined {
  try {
    const parsed = v.safeParse(schema, JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

export function writeJsonFile(file: string, value: unknown): void {
  try {
    writeFileSync(file, JSON.stringify(value));
  } catch {
    // A full or read-only disk must not keep the app from closing.
  }
}
