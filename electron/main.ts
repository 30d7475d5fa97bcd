/**
 * The desktop app's main process, and the primary of the host's cluster. A list of set-up calls: what each part
 * does stands in its own file; everything about hosting is src/host.
 */
import { app } from 'electron';
import packageJson from '../package.json' with { type: 'json' };
import { registerConsoleScheme, serveConsole } from './app-protocol.ts';
import { readArguments } from './arguments.ts';
import { lookForHosts } from './discovery.ts';
import { createHosting } from './hosting.ts';
import { serveIpc } from './ipc.ts';
import { createJoinViews } from './join-view.ts';
import { createLog } from './log.ts';
import { setMenu } from './menu.ts';
import { stayAwakeWhileHosting } from './power.ts';
import { closeGracefully } from './quit.ts';
import { createRecentHosts } from './recent-hosts.ts';
import { denyByDefault } from './security.ts';
import { openConsoleWindow } from './window.ts';

function start(): void {
  const { log, ...logging } = createLog();
  const given = readArguments(process.argv);
  const hosting = createHosting({
    ...given,
    dataDir: app.getPath('userData'),
    version: packageJson.version,
    ...logging,
  });
  const joinViews = createJoinViews();
  const recentHosts = createRecentHosts(app.getPath('userData'));
  serveConsole();
  void hosting.resume();
  stayAwakeWhileHosting(hosting);

  const consoleWindow = openConsoleWindow(app.getPath('userData'));
  closeGracefully({ consoleWindow, hosting, joinViews });
  setMenu();
  const nearby = lookForHosts(given.discovery, logging.logger);
  serveIpc({ consoleWindow, hosting, joinViews, recentHosts, log, nearby });
  app.on('second-instance', () => {
    consoleWindow.restore();
    consoleWindow.focus();
  });
}

if (app.requestSingleInstanceLock()) {
  // As root Chromium's sandbox cannot work; asking for both ends in a crash loop.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerConsoleScheme();
  denyByDefault();
  // No top-level await here: an ES module main would wait for ever.
  void app.whenReady().then(start);
} else {
  app.quit();
}
