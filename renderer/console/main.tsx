/** Entry of the console window: the host's own page. Talks to the main process through the preload's bridge. */
import { render } from 'preact';
import '../ui/tokens.css';
import type { ConsoleBridge } from '../../src/protocol/ipc.ts';
import { Console } from './console.tsx';
import { MenuWishes } from './menu-wishes.tsx';

declare global {
  interface Window {
    readonly porchlight: ConsoleBridge;
  }
}

render(
  <>
    <Console bridge={window.porchlight} />
    <MenuWishes bridge={window.porchlight} />
  </>,
  document.body,
);
