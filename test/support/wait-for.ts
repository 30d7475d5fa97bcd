/** Waiting for conditions instead of for time. */

/**
 * Resolves with the first truthy value of `probe`, asked every few ms.
 * @param deadlineMs far more than it ever takes, on a busy machine too: only a failing test waits so long.
 * @throws with `what` when there is none by then.
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | Promise<T>,
  deadlineMs = 30_000,
): Promise<NonNullable<Exclude<T, false | 0 | ''>>> {
  const endMs = performance.now() + deadlineMs;
  for (;;) {
    const value = await probe();
    if (value) return value as NonNullable<Exclude<T, false | 0 | ''>>;
    if (performance.now() > endMs) throw new Error(`Waited ${deadlineMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
