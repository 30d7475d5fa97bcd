/** The console in made-up states, to look at while building: console-gallery.html#lobby and so on. Not in the product. */
import { render } from 'preact';
import '../ui/tokens.css';
import { fail, ok } from '../../src/core/result.ts';
import { Console } from './console.tsx';
import { later, STATES } from './gallery-states.ts';
import { showTheme } from './theme.ts';

const SECOND_MS = 1_000;

const {
  status,
  presses = [],
  refusal,
  nearby = [],
  log = [],
  typed,
  isSlow = false,
} = STATES[location.hash.slice(1)] ?? STATES.idle!;

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
      ask: async () =>
        isSlow ? new Promise(() => {}) : refusal === undefined ? ok(undefined) : fail(refusal),
      openPlay: async () => ok(undefined),
      joinOther: async () => ok(undefined),
      getLog: async () => log,
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

/** What is shown next is pressed in what is shown now. */
async function drawn(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
}

for (const testId of presses) {
  await drawn();
  document.querySelector<HTMLElement>(`[data-testid="${testId}"]`)?.click();
}
if (typed !== undefined) {
  await drawn();
  const field = document.querySelector<HTMLInputElement>(`[data-testid="${typed.into}"]`);
  if (field !== null) field.value = typed.text;
  field?.dispatchEvent(new Event('input', { bubbles: true }));
}
