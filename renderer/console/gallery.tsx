/** The console in made-up states, to look at while building: console-gallery.html#lobby and so on. Not in the product. */
import { render } from 'preact';
import '../ui/tokens.css';
import { fail, ok } from '../../src/core/result.ts';
import { Console } from './console.tsx';
import { later, STATES } from './gallery-states.ts';
import { showTheme } from './theme.ts';

const SECOND_MS = 1_000;

const { status, presses = [], refusal, nearby = [] } = STATES[location.hash.slice(1)] ?? STATES.idle!;

showTheme();
render(
  <Console
    bridge={{
      getStatus: async () => status,
      onStatus(listener) {
        let seconds = 0;
        const timer = setInterval(() => listener(later(status, ++seconds)), SECOND_MS);
        return () => clearInterval(timer);
      },
      ask: async () => (refusal === undefined ? ok(undefined) : fail(refusal)),
      openPlay: async () => ok(undefined),
      joinOther: async () => ok(undefined),
      getLog: async () => [],
      onLog: () => () => {},
      copyDiagnosis: async () => ok(undefined),
      getNearby: async () => nearby,
      onNearby: () => () => {},
      getPreferences: async () => ({ nameFilter: true, discovery: true, stayInTray: false, updates: false }),
      onPreferences: () => () => {},
      setPreference: async () => {},
      onMenu: () => () => {},
    }}
  />,
  document.body,
);

for (const testId of presses) {
  // Each shows what the next one is pressed in.
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  document.querySelector<HTMLElement>(`[data-testid="${testId}"]`)?.click();
}
