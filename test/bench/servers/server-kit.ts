/**
 * What all programs under test have in common: their options, the line that says that they are ready, the clock
 * that ticks their rooms, and that they end with the generator that started them.
 */

/** The value of option `--name`; `fallback` when it is not given. */
export function option(name: string, fallback: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return process.argv[at < 0 ? process.argv.length : at + 1] ?? fallback;
}

/** `--port`, and `--hz`: ticks per second. */
export const port = Number(option('port', '0'));
export const hz = Number(option('hz', '20'));

/** Says that connections are welcome. */
export function sayReady(): void {
  process.stdout.write('{"ready":true}\n');
  // The generator holds the other end: when it is killed, nobody is left to stop this process.
  process.stdin.on('end', () => process.exit(0));
  process.stdin.resume();
  process.on('SIGTERM', () => process.exit(0));
}

/** Calls `onTick` hz times a second on average, without drift; forgets what it is late by after a hitch. */
export function startTicker(onTick: () => void): void {
  const periodMs = 1000 / hz;
  let nextMs = performance.now() + periodMs;
  const tick = (): void => {
    const now = performance.now();
    onTick();
    nextMs += periodMs;
    if (nextMs < now - 4 * periodMs) nextMs = now;
    setTimeout(tick, Math.max(1, Math.round(nextMs - performance.now())));
  };
  setTimeout(tick, periodMs);
}
