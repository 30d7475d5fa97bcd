/**
 * porchlight-app://console/ : the console's own origin, served from the app's files. A scheme of its own gives the
 * page a real origin and a Content-Security-Policy, which file: URLs do not have. The system never hears of this
 * scheme: links that open the app from outside have another one (deep-link.ts), behind which there is no page.
 */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { PATHS } from './paths.ts';

const SCHEME = 'porchlight-app';
const HOST = 'console';
export const CONSOLE_ORIGIN = `${SCHEME}://${HOST}`;

const PAGE = 'console.html';

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What the console's build consists of; nothing else is served. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Must be called before Electron is ready. */
export function registerConsoleScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

export function serveConsole(): void {
  protocol.handle(SCHEME, ({ url }) => respond(url));
}

async function respond(address: string): Promise<Response> {
  const url = new URL(address);
  const type = CONTENT_TYPES[extname(url.pathname === '/' ? PAGE : url.pathname)];
  const file = url.host === HOST ? fileOf(url.pathname) : undefined;
  if (file === undefined || type === undefined) return notFound();
  try {
    return new Response(await readFile(file), {
      headers: {
        'Content-Type': type,
        'Content-Security-Policy': CONTENT_SECURITY_POLICY,
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
      },
    });
  } catch {
    return notFound();
  }
}

/** The file behind a path, or undefined when it would lie outside the console's folder. */
function fileOf(pathname: string): string | undefined {
  if (pathname === '/') return join(PATHS.console, PAGE);
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0')) return undefined;
  const file = normalize(join(PATHS.console, decoded));
  return file.startsWith(PATHS.console + sep) ? file : undefined;
}

const notFound = (): Response => new Response('Not found', { status: 404 });
