/** The menu: editing (needed for copy and paste on macOS), zoom and full screen, and the way out. */
import { app, Menu } from 'electron';

export function setMenu(): void {
  const menu = Menu.buildFromTemplate([
    {
      label: 'Porchlight',
      submenu: [{ label: 'Quit Porchlight', accelerator: 'CmdOrCtrl+Q', click: () => app.quit() }],
    },
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
