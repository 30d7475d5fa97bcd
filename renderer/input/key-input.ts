/** Keyboard: WASD or arrows steer, space presses. Keys typed into fields and onto buttons are left alone. */

const DIRECTIONS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  KeyW: [0, -1],
  KeyA: [-1, 0],
  KeyS: [0, 1],
  KeyD: [1, 0],
  ArrowUp: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowRight: [1, 0],
};
const PRESS = 'Space';

export interface KeyInput {
  readonly stick: { readonly x: number; readonly y: number };
  presses(): number;
  close(): void;
}

export function openKeyInput(onUse: () => void): KeyInput {
  const stop = new AbortController();
  const held = new Set<string>();
  const stick = { x: 0, y: 0 };
  let presses = 0;

  const update = (): void => {
    let x = 0;
    let y = 0;
    for (const code of held) {
      x += DIRECTIONS[code]![0];
      y += DIRECTIONS[code]![1];
    }
    // W and ArrowUp together are still one "up".
    x = Math.sign(x);
    y = Math.sign(y);
    const scale = x !== 0 && y !== 0 ? Math.SQRT1_2 : 1;
    stick.x = x * scale;
    stick.y = y * scale;
  };
  const down = (event: KeyboardEvent): void => {
    if (isForThePage(event)) return;
    const isDirection = DIRECTIONS[event.code] !== undefined;
    if (!isDirection && event.code !== PRESS) return;
    event.preventDefault();
    onUse();
    if (isDirection) held.add(event.code);
    else if (!event.repeat) presses++;
    update();
  };
  const up = (event: KeyboardEvent): void => {
    if (held.delete(event.code)) update();
  };
  const letGo = (): void => {
    held.clear();
    update();
  };
  addEventListener('keydown', down, { signal: stop.signal });
  addEventListener('keyup', up, { signal: stop.signal });
  addEventListener('blur', letGo, { signal: stop.signal });

  return { stick, presses: () => presses, close: () => stop.abort() };
}

function isForThePage(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target;
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, button, a, [role="dialog"]') !== null
  );
}
