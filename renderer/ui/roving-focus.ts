/** Arrow keys among the items of a menu or a list of tabs, which together are one stop of the Tab key. */
import type { TargetedKeyboardEvent } from 'preact';

/** Moves the focus among the items of the element that the event is handled at, if the key is one for that. */
export function roveFocus(event: TargetedKeyboardEvent<HTMLElement>, itemSelector: string): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(itemSelector)];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = neighbour(event.key, at, items.length);
  if (to === undefined) return;
  event.preventDefault();
  items[to]?.focus();
}

/** The place that a key leads to from place `at` (-1: none); undefined when it leads nowhere. */
function neighbour(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowUp':
    case 'ArrowLeft':
      return (Math.max(at, 0) - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
