/**
 * Entry of a game worker: a process forked by the primary. Puts the worker's parts together and follows the
 * primary's orders until it is told to close, or the primary is gone.
 */
import cluster from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { hostname } from 'node:os';
import { createAdapter } from '@socket.io/cluster-adapter';
import { setupWorker } from '@socket.io/sticky';
import { pino } from 'pino';
import { BitReader } from '../core/bytes.ts';
import { asWorkerId, type RoomCode, type WorkerId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import { assertNever } from '../core/result.ts';
import { GAMES } from '../games/registry.ts';
import {
  BLACK_BOX_FD,
  type FromWorker,
  type ToWorker,
  WORKER_CONFIG_VARIABLE,
  type WorkerConfig,
} from '../protocol/control.ts';
import { ROUTE_KEY_LENGTH, routeKeyFrom } from '../protocol/messages.ts';
import type { Reason } from '../protocol/reasons.ts';
import { BlackBox } from './black-box.ts';
import { type BusMessage, ClusterBus } from './cluster-bus.ts';
import { compileSchema } from './compile-schema.ts';
import { Counters } from './counters.ts';
import { Directory } from './directory.ts';
import { HotLines } from './hot-lines.ts';
import { createRequestListener } from './http.ts';
import { Ingress } from './ingress.ts';
import { OwnNames } from './own-names.ts';
import { Pulse } from './pulse.ts';
import { RoomManager } from './room-manager.ts';
import { createSocketServer } from './socket-server.ts';
import { Standby } from './standby.ts';
import { TickTimes } from './tick-times.ts';
import { tellVitals } from './vitals.ts';

/** How long guests get to hear that the host is closing, ms. */
const FAREWELL_MS = 400;
/** A new worker waits so long for the others to tell what they own, ms. */
const HEARING_MS = 1_000;

const config = JSON.parse(process.env[WORKER_CONFIG_VARIABLE] ?? '{}') as WorkerConfig;
const self = asWorkerId(cluster.worker!.id);
// The machine's monotonic clock: the same time line in every process, so that a room goes on on it elsewhere.
const clockOffsetMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();
const clock: Clock = { nowMs: () => performance.now() + clockOffsetMs };
const logger = pino({ level: config.logLevel, base: { worker: self } }, pino.destination(2));
/** A primary that is gone is noticed by 'disconnect', not by what could not be told it. */
const tellPrimary = (message: FromWorker): void =>
  void process.send?.(message, undefined, undefined, () => {});
const registerRoute = (key: string): void => void process.send?.({ type: 'sticky:connection', data: key });
const releaseRoute = (key: string): void => void process.send?.({ type: 'sticky:disconnection', data: key });

for (const { state, input } of GAMES) for (const schema of [state, input]) compileSchema(schema);

const counters = new Counters();
const directory = new Directory();
const ownNames = new OwnNames(hostname(), config.hostNames);
const { clientDir, version } = config;
const server = createServer(
  createRequestListener({ clientDir, version, self, directory, counters, ownNames }),
);
server.on('connection', (socket: Socket) => socket.setNoDelay?.(true));
const io = createSocketServer(server, counters, ownNames);
io.adapter(createAdapter());
setupWorker(io);
// The server never listens itself (the primary does), so Node would never start the timers that end
// connections with half a header; this event starts them.
server.emit('listening');

const route = routeKeyFrom(randomBytes(ROUTE_KEY_LENGTH));
const bus = new ClusterBus(io, self);
const hotLines = new HotLines(io);
const standby = new Standby();
const pulse = new Pulse({
  clock,
  askToGoOn: () => {
    counters.add('stalled');
    tellPrimary({ kind: 'stalled' });
  },
});
const tickTimes = new TickTimes();
const blackBox = new BlackBox(BLACK_BOX_FD);
const rooms = new RoomManager({
  ...{ io, hotLines, self, bus, clock, logger, counters, pulse, blackBox, tickTimes },
  checkpointsPerSecond: config.checkpointsPerSecond,
  hasOthers: () => directory.workers().length > 1,
  patienceMs: () => ingress.patienceMs,
  ...{ registerRoute, releaseRoute, tellPrimary },
  onEntries: announceSoon,
  onEnded: roomEnded,
  onMoved: (code) => ingress.sendAfter(code),
});
const ingress = new Ingress({
  io,
  hotLines,
  self,
  bus,
  directory,
  rooms,
  standby,
  clock,
  counters,
  pulse,
  onGuests: (count) => tellPrimary({ kind: 'guests', count }),
});

server.on('connection', () => ingress.somebodyComes());

let announcementIsDue = false;

/** Tells the other workers what this one owns, once for all changes of the same moment. */
function announceSoon(): void {
  directory.set(self, route, rooms.entries());
  if (announcementIsDue) return;
  announcementIsDue = true;
  setImmediate(() => {
    announcementIsDue = false;
    bus.sendAll({ kind: 'i-own', route, rooms: rooms.entries() });
  });
}

function receive(message: BusMessage, from: WorkerId): void {
  if (directory.isGone(from)) return;
  switch (message.kind) {
    case 'who-is-there':
      rooms.repeatHeads();
      announceSoon();
      break;
    case 'i-own':
      // Until now nothing was sent while there seemed to be nobody who could keep it.
      if (!directory.knows(from)) rooms.repeatHeads();
      directory.set(from, message.route, message.rooms);
      standby.prune(
        from,
        message.rooms.map(({ code }) => code),
      );
      rooms.yieldTo(message.rooms, from);
      ingress.followOwners();
      break;
    case 'checkpoints':
      standby.keep(from, message.rooms);
      break;
    case 'take-over':
      rooms.resume(message.checkpoint, false, message.links);
      standby.forget(message.checkpoint.head.code);
      announceNow();
      bus.send(from, { kind: 'taken', code: message.checkpoint.head.code });
      break;
    case 'taken':
      rooms.handedOver(message.code, from);
      break;
    case 'closed':
      roomEnded(message.code, message.reason);
      break;
    case 'join':
      void rooms
        .join(message.code, message.hello)
        .then((result) => bus.send(from, { kind: 'joined', id: message.id, result }));
      break;
    case 'joined':
      break; // taken by the bus itself
    case 'online':
      rooms.online(message.code, message.seat, message.link);
      break;
    case 'offline':
      rooms.offline(message.code, message.seat, message.socketId);
      break;
    case 'repair':
      rooms.repairStream(message.code, message.seat);
      break;
    case 'act':
      rooms.act(message.code, message.seat, message.action);
      break;
    case 'frame':
      hotLines.passOn(message.stream, message.bytes);
      break;
    case 'spread':
      hotLines.spread(message.stream, message.frame);
      break;
    case 'frames':
      for (const { code, seat, bytes } of message.frames) {
        const room = rooms.get(code);
        if (room !== undefined) rooms.receive(room, seat, new BitReader(bytes));
      }
      break;
    default:
      assertNever(message);
  }
}

function roomEnded(code: RoomCode, reason: Reason): void {
  standby.forget(code);
  directory.bury(code, reason);
}

function announceNow(): void {
  directory.set(self, route, rooms.entries());
  bus.sendAll({ kind: 'i-own', route, rooms: rooms.entries() });
}

/** Another worker is dead: its guests come back by themselves, its rooms go on at their heirs. */
function workerGone({ worker, heirs, closed }: Extract<ToWorker, { kind: 'worker-gone' }>): void {
  const gone = asWorkerId(worker);
  directory.remove(gone);
  for (const code of closed) roomEnded(code, 'room-failed');
  const inherited = standby.inherit(gone, heirs.map(asWorkerId), self);
  for (const checkpoint of inherited) rooms.resume(checkpoint, false);
  if (inherited.length > 0) announceNow();
  tellPrimary({ kind: 'took-over', from: worker, rooms: inherited.map(({ head }) => head.code) });
  rooms.receiverGone(gone);
  rooms.edgeGone(gone);
  bus.ownerGone(gone);
  ingress.ownerGone(gone);
}

function obey(order: ToWorker): void {
  switch (order.kind) {
    case 'open-room':
      rooms.open(order.order);
      break;
    case 'room-command':
      rooms.command(order.code, order.command);
      break;
    case 'resume-room':
      rooms.resume(order.checkpoint, order.gather);
      break;
    case 'suspects':
      blackBox.suspect(order.rooms);
      break;
    case 'ended-rooms':
      for (const { code, reason } of order.rooms) roomEnded(code, reason);
      break;
    case 'draining':
      if (order.on) {
        // First of all: who comes back by this worker's own key would land here again.
        releaseRoute(route);
        ingress.sendAway();
      } else registerRoute(route);
      break;
    case 'hand-over':
      rooms.handOver(order.code, asWorkerId(order.to));
      break;
    case 'worker-gone':
      workerGone(order);
      break;
    case 'ping':
      tellPrimary({ kind: 'pong', id: order.id });
      break;
    case 'go-on':
      if (!order.mayGoOn) process.exit(0); // given up while it stood still
      pulse.goOn();
      rooms.goOn();
      break;
    case 'banned':
      ingress.ban(order.devices);
      break;
    case 'whereabouts':
      ownNames.useOrigins([...order.now, ...order.before]);
      ingress.tellWhereabouts(order.now);
      break;
    case 'name-filter':
      ingress.filterNames(order.on);
      break;
    case 'close':
      rooms.closeAll('host-closing');
      ingress.close();
      setTimeout(() => process.exit(0), FAREWELL_MS);
      break;
    default:
      // The adapter's and the router's messages come the same way; they are not orders.
      break;
  }
}

bus.listen(receive);
process.on('message', (message: ToWorker) => obey(message));
// A terminal's Ctrl+C reaches the whole process group: the primary decides when a worker ends.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));
registerRoute(route);
tellVitals({ clock, tickTimes, takeLinkNews: () => rooms.takeLinkNews(), tellPrimary });
announceSoon();
bus.sendAll({ kind: 'who-is-there' });
// Whoever asks this worker for a room from now on must not hear that there is none.
void directory.hearFrom(config.peers.map(asWorkerId), HEARING_MS).then(() => tellPrimary({ kind: 'ready' }));
