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
import { createJoining } from './joining.ts';
import { claimLinks, collectLinks, createLinkFollower } from './links.ts';
import { copyDiagnosis, createLog } from './log.ts';
import { setMenu } from './menu.ts';
import { stayAwakeWhileHosting } from './power.ts';
import { createPreferences } from './preferences.ts';
import { closeGracefully } from './quit.ts';
import { createRecentHosts } from './recent-hosts.ts';
import { denyByDefault } from './security.ts';
import { createTray } from './tray.ts';
import { tellOfUpdates } from './updates.ts';
import { bringBack, openConsoleWindow } from './window.ts';

function start(followLinks: ReturnType<typeof collectLinks>): void {
  const { version, homepage, updateFeed } = packageJson;
  const dataDir = app.getPath('userData');
  const given = readArguments(process.argv);
  const { log, ...logging } = createLog();
  const preferences = createPreferences(dataDir);
  const discovery = (): boolean => given.discovery && preferences.current().discovery;
  const hosting = createHosting({
    ...given.host,
    dataDir,
    version,
    ...logging,
    preferred: () => ({ nameFilter: preferences.current().nameFilter, discovery: discovery() }),
  });
  const joinViews = createJoinViews();
  const recentHosts = createRecentHosts(dataDir);
  const nearby = lookForHosts(discovery(), logging.logger);
  const joining = createJoining({ hosting, joinViews, recentHosts, nearby });
  serveConsole();
  void hosting.resume();
  stayAwakeWhileHosting(hosting);

  const consoleWindow = openConsoleWindow(dataDir);
  const background = createTray({ consoleWindow, hosting, joinViews });
  closeGracefully({ consoleWindow, hosting, joinViews, preferences, background });
  setMenu({
    ...{ consoleWindow, hosting, joinViews, recentHosts, version, homepage },
    copyDiagnosis: () => copyDiagnosis(hosting, log),
  });
  serveIpc({ consoleWindow, hosting, joinViews, joining, preferences, log, nearby });
  tellOfUpdates({ consoleWindow, hosting, preferences, version, feed: given.updateFeed ?? updateFeed });
  app.on('second-instance', () => bringBack(consoleWindow));
  app.on('activate', () => bringBack(consoleWindow));
  claimLinks();
  followLinks(createLinkFollower({ consoleWindow, joining }));
}

if (app.requestSingleInstanceLock()) {
  // As root Chromium's sandbox cannot work; asking for both ends in a crash loop.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerConsoleScheme();
  denyByDefault();
  const followLinks = collectLinks();
  // No top-level await here: an ES module main would wait for ever.
  void app.whenReady().then(() => start(followLinks));
} else {
  app.quit();
}
