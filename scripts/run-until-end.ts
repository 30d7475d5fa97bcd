/** Runs the host or the app for the scripts that npm starts: passes signals on, and never outlives its caller. */
import { spawn } from 'node:child_process';

/** How often it is checked whether the caller is still there, ms. */
const CALLER_CHECK_MS = 500;

/** Runs a program until it ends. Resolves with its exit code. */
export function runUntilEnd(program: string, options: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        // Ctrl+C in a terminal reaches the child by itself; twice would read as impatience.
        if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      });
    }
    const check = watchCaller(() => child.kill('SIGTERM'));
    child.on('error', reject);
    child.on('exit', (code) => {
      clearInterval(check);
      resolve(code ?? 1);
    });
  });
}

/**
 * Calls `onGone` when npm has started this process and is gone. A signal to npm ends npm and its shell, but the
 * shell tells nobody: being left alone is the only sign.
 */
export function watchCaller(onGone: () => void): NodeJS.Timeout | undefined {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const caller = process.ppid;
  return setInterval(() => {
    if (process.ppid !== caller) onGone();
  }, CALLER_CHECK_MS);
}
