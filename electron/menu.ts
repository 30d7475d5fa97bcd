/** The menu: editing (needed for copy and paste on macOS), zoom and full screen, and the way out. */
import { Menu } from 'electron';

export function setMenu({ quit }: { quit: () => void }): void {
  const menu = Menu.buildFromTemplate([
    { label: 'Porchlight', submenu: [{ label: 'Quit Porchlight', accelerator: 'CmdOrCtrl+Q', click: quit }] },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
  ]);
  Menu.setApplicationMenu(menu);
}
