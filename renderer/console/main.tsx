/** Entry of the console window: the host's own page. Talks to the main process through the preload's bridge. */
import { render } from 'preact';
import '../ui/tokens.css';
import type { ConsoleBridge } from '../../src/protocol/ipc.ts';
import { Console } from './console.tsx';
import { showTheme } from './theme.ts';

declare global {
  interface Window {
    readonly porchlight: ConsoleBridge;
  }
}

showTheme();
render(<Console bridge={window.porchlight} />, document.body);
