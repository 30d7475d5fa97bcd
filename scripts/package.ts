/**
 * `npm run package`: builds what is stale and packs it with electron-builder into release/, for the system that
 * it runs on: an unpacked app and an archive or installer. Everything is bundled, so no node_modules go along; the
 * one native part, SQLite's, lies unpacked beside the archive, because systems load it from a real file alone.
 */
import { chmod, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { path7za } from '7zip-bin';
import { type AfterPackContext, build, type Configuration } from 'electron-builder';
import { LINK_SCHEME } from '../electron/deep-link.ts';
import { buildIfStale } from './build.ts';
import { type ElectronRuntime, findElectron } from './electron-runtime.ts';
import { provide } from './provide.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The executable of the unpacked app on Linux. */
export const LINUX_APP = join(ROOT, 'release/linux-unpacked/porchlight');

/** SQLite's native parts for other systems than the one packed for; Electron has none for musl. */
const OTHER_PREBUILDS = [
  `!dist/prebuilds/!(${process.platform}-${process.arch})/**`,
  '!dist/prebuilds/**/*.musl.node',
];

/** @param options.archives also makes the archive or installer; otherwise the unpacked app alone. */
export async function packageApp(options: { archives: boolean }): Promise<void> {
  await buildIfStale();
  const provided = await provide(new Set(['electron']));
  if (!provided.ok) throw new Error(provided.error);
  const runtime = await findElectron({ prepare: false });
  if (!runtime.ok) throw new Error(runtime.error);
  await useOwn7zip();
  const config = await configure(runtime.value);
  await build({ projectDir: ROOT, publish: 'never', config, ...(options.archives ? {} : { dir: true }) });
}

/** electron-builder would download its own; and at its usual level it packs for minutes to save a few MB. */
async function useOwn7zip(): Promise<void> {
  await chmod(path7za, 0o755);
  process.env.ELECTRON_BUILDER_7ZIP_PATH ??= path7za;
  process.env.ELECTRON_BUILDER_COMPRESSION_LEVEL ??= '1';
}

async function configure({ folder }: ElectronRuntime): Promise<Configuration> {
  return {
    appId: 'invalid.porchlight.desktop',
    productName: 'Porchlight',
    electronDist: folder,
    electronVersion: (await readFile(join(folder, 'version'), 'utf8')).trim().replace(/^v/, ''),
    directories: { output: 'release' },
    files: ['dist/**', ...OTHER_PREBUILDS, 'package.json', '!**/*.map', '!dist/.*', '!**/node_modules/**'],
    asarUnpack: ['**/*.node'],
    npmRebuild: false,
    // Links that open the app: macOS' Info.plist and Linux' desktop file say so; on Windows the app does itself.
    protocols: [{ name: 'Porchlight game', schemes: [LINK_SCHEME] }],
    afterPack: removeRuntimeExtras,
    electronFuses: {
      // The host's workers are this executable run as Node.
      runAsNode: true,
      enableNodeOptionsEnvironmentVariable: false,
      grantFileProtocolExtraPrivileges: false,
      onlyLoadAppFromAsar: true,
    },
    linux: {
      target: ['dir', 'tar.gz'],
      executableName: 'porchlight',
      syncDesktopName: true,
      icon: 'assets/icons',
      category: 'Game',
    },
    mac: {
      target: ['dmg', 'zip'],
      icon: 'assets/icons/1024x1024.png',
      category: 'public.app-category.games',
      // Without these macOS denies the local network, and looking for hosts in it, without asking.
      extendInfo: {
        NSLocalNetworkUsageDescription: 'Guests on your network join the games you host.',
        NSBonjourServices: ['_porchlight._tcp'],
      },
    },
    win: { target: ['nsis', 'zip'], icon: 'assets/icons/256x256.png' },
    // For all users: only an installer with an administrator's rights may let guests through the firewall.
    nsis: { perMachine: true, include: 'scripts/installer.nsh' },
  };
}

/** A prepared runtime brings a default app along, and a version file, for which a packed app has no use. */
async function removeRuntimeExtras({ appOutDir, packager }: AfterPackContext): Promise<void> {
  const extras = [join(packager.getResourcesDir(appOutDir), 'app'), join(appOutDir, 'version')];
  for (const extra of extras) await rm(extra, { recursive: true, force: true });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await packageApp({ archives: true });
