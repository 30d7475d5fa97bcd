/**
 * Socket.IO as Porchlight uses it: our parser, small messages, no compression, and no page of another origin.
 * Whether guests are still there is the ingress's business: most say so all the time by what they send.
 */
import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { LIMITS, TIMES } from '../protocol/limits.ts';
import { frameParser } from '../protocol/parser.ts';
import type { Counters } from './counters.ts';
import type { OwnNames } from './own-names.ts';

interface RawSocket {
  readonly transport: {
    readonly socket?: { on(event: 'error', listener: (error: { code?: string }) => void): void };
  };
}

/** Makes the server on an HTTP server that gets its connections from the router. */
export function createSocketServer(http: HttpServer, counters: Counters, ownNames: OwnNames): Server {
  const io = new Server(http, {
    parser: frameParser,
    serveClient: false,
    transports: ['websocket'],
    connectTimeout: TIMES.handshakeMs,
    maxHttpBufferSize: LIMITS.messageBytes,
    perMessageDeflate: false,
    httpCompression: false,
    allowRequest: (request, decide) => {
      const isOurs = ownNames.isOurs(request);
      if (!isOurs) counters.add('foreign-origin');
      decide(isOurs ? null : 'foreign origin', isOurs);
    },
  });
  io.engine.on('connection', (connection: RawSocket) => {
    connection.transport.socket?.on('error', ({ code }) => {
      counters.add(code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? 'too-large' : 'bad-message');
    });
  });
  return io;
}
