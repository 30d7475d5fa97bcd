/** Reads what the update feed says: one JSON object, `{ "version": "1.2.3", "url": "https://…" }`. */
import * as v from 'valibot';

const releaseSchema = v.object({
  version: v.pipe(v.string(), v.regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/)),
  /** A page for people; nothing is downloaded. */
  url: v.pipe(v.string(), v.maxLength(500), v.url(), v.startsWith('https://')),
});
export type Release = v.InferOutput<typeof releaseSchema>;

const ANSWER_WITHIN_MS = 10_000;

/** The release that the feed announces, when it is newer than `version`. A feed that cannot be read has none. */
export async function askFeed(feed: string, version: string): Promise<Release | undefined> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await fetch(feed, { redirect: 'error', signal });
    return newerRelease(await response.json(), version);
  } catch {
    // No internet is the normal case here.
    return undefined;
  }
}

/** What the feed has said, when it is well-formed and newer than `version`. */
export function newerRelease(said: unknown, version: string): Release | undefined {
  const release = v.safeParse(releaseSchema, said);
  return release.success && isNewer(release.output.version, version) ? release.output : undefined;
}

function isNewer(candidate: string, than: string): boolean {
  const [theirs, ours] = [candidate, than].map((version) =>
    version.split('.').map((part) => parseInt(part, 10)),
  );
  for (const [i, number] of theirs!.entries()) {
    const own = ours![i] ?? 0;
    if (number !== own) return number > own;
  }
  return false;
}
