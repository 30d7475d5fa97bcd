/**
 * What a worker serves over plain HTTP: the built client and three small questions about rooms and health.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import sirv from 'sirv';
import { parseRoomCode, ROOM_CODE_LENGTH } from '../core/ids.ts';
import { findGame } from '../games/registry.ts';
import type { RoomListing } from '../protocol/messages.ts';
import { REASONS, type Reason } from '../protocol/reasons.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import type { Counters } from './counters.ts';
import type { Directory, OwnedRoom } from './directory.ts';
import type { OwnNames } from './own-names.ts';

export interface HttpOptions {
  readonly clientDir: string;
  readonly version: string;
  readonly self: number;
  readonly directory: Directory;
  readonly counters: Counters;
  readonly ownNames: OwnNames;
}

/**
 * No inline script, no foreign origin, nobody frames us. The port is the host's own, at whatever address: when that
 * changes, pages look for the host at the others that they were told of.
 */
const securityPolicy = (port: number | undefined): string =>
  [
    "default-src 'self'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    `connect-src 'self'${port === undefined ? '' : ` http://*:${port}`}`,
  ].join('; ');

/** On every answer. Nobody guesses types. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Room links look like /BCDF; the page reads the code itself, and says so when no room can have it. */
const ROOM_PATH = new RegExp(`^/[A-Za-z]{${ROOM_CODE_LENGTH}}/?$`);

export function createRequestListener(options: HttpOptions): RequestListener {
  const serveClient = sirv(options.clientDir, {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders(response, pathname) {
      const isHashed = pathname.startsWith('/assets/');
      response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return (request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', securityPolicy(request.socket.localPort));
    if (!options.ownNames.isOurs(request)) {
      refuseForeign(response, options.counters);
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path.startsWith('/api/')) answerApi(path, request, response, options);
    else {
      if (ROOM_PATH.test(path)) request.url = '/';
      serveClient(request, response, () => notFound(request, response));
    }
  };
}

function answerApi(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): void {
  const { directory, counters, version, self } = options;
  const [, , resource, id] = path.split('/');
  if (resource === 'health') {
    sendJson(response, 200, {
      ok: true,
      version,
      protocol: PROTOCOL_VERSION,
      worker: self,
      workers: directory.workers(),
      counters,
    });
  } else if (resource === 'rooms' && id === undefined) {
    sendJson(
      response,
      200,
      directory.rooms().map((room) => listing(room, directory)),
    );
  } else if (resource === 'rooms') {
    const code = parseRoomCode(id ?? '');
    const room = code === undefined ? undefined : directory.find(code);
    letOwnPagesRead(request, response, options);
    if (room === undefined) sendReason(response, 404, 'unknown-room');
    else sendJson(response, 200, listing(room, directory));
  } else sendJson(response, 404, { message: 'There is nothing at this address.' });
}

/**
 * A page of this host that came by one of its other addresses may read the answer: that is how it finds the host again.
 * No other page may, so a stranger's page in a guest's browser cannot learn which rooms there are.
 */
function letOwnPagesRead(
  { headers }: IncomingMessage,
  response: ServerResponse,
  { ownNames }: HttpOptions,
): void {
  const { origin } = headers;
  if (origin !== undefined && ownNames.hasOrigin(origin)) {
    response.setHeader('Access-Control-Allow-Origin', origin);
  }
}

function listing(room: OwnedRoom, directory: Directory): RoomListing {
  const game = findGame(room.game)!;
  // So many guests are more than one process should write to: they are spread over all, the owner among them.
  const route = game.interest === undefined ? room.route : directory.anyWorkerRoute();
  return { ...room, route, title: game.title, seatsMax: game.seats.max };
}

function refuseForeign(response: ServerResponse, counters: Counters): void {
  counters.add('foreign-origin');
  response
    .writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' })
    .end('Open this page by the address that the host’s screen shows.');
}

function notFound(_request: IncomingMessage, response: ServerResponse): void {
  response
    .writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
    .end('There is nothing at this address.');
}

function sendReason(response: ServerResponse, status: number, reason: Reason): void {
  sendJson(response, status, { reason, message: REASONS[reason] });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(JSON.stringify(body));
}
