/** Short sentences about a host's status, for the terminal and for the diagnosis. */
import type { HostLink, RoomStatus, SeatLinkStatus, WorkerStatus } from '../protocol/console.ts';

/** '12 % CPU · tick 0.3 to 1.1 ms · 84 MB · 1 room · 3 guests'. The tick's times: the usual one, the slowest of 100. */
export function describeWorker({ state, rooms, guests, vitals }: WorkerStatus): string {
  if (state === 'starting') return 'starting';
  const has = [counted(rooms, 'room'), counted(guests, 'guest')];
  if (vitals === undefined) return has.join(' · ');
  const { cpuCores, memoryBytes, tickP50Ms, tickP99Ms } = vitals;
  const tick = tickP99Ms === 0 ? 'no ticks' : `tick ${shortMs(tickP50Ms)} to ${shortMs(tickP99Ms)} ms`;
  return [`${percent(cpuCores)} CPU`, tick, megabytes(memoryBytes), ...has].join(' · ');
}

/** '4 workers · 35 % CPU · 340 MB': all of them in one line. */
export function describeWorkers(workers: readonly WorkerStatus[]): string {
  const cpuCores = workers.reduce((sum, { vitals }) => sum + (vitals?.cpuCores ?? 0), 0);
  const bytes = workers.reduce((sum, { vitals }) => sum + (vitals?.memoryBytes ?? 0), 0);
  return [counted(workers.length, 'worker'), `${percent(cpuCores)} CPU`, megabytes(bytes)].join(' · ');
}

/** 'playing · 5 guests, 2 bots · worker 1'. */
export function describeRoom({ info, owner }: RoomStatus): string {
  const guests = info.seats.filter(({ bot, kicked }) => bot === undefined && !kicked).length;
  const bots = info.seats.filter(({ bot }) => bot !== undefined).length;
  const people =
    bots === 0 ? counted(guests, 'guest') : `${counted(guests, 'guest')}, ${counted(bots, 'bot')}`;
  const phase = info.paused ? `${info.phase}, paused` : info.phase;
  return [phase, people, ...(info.locked ? ['locked'] : []), `worker ${owner}`].join(' · ');
}

/** 'http://10.8.0.3:7420/KMQT (VPN)'. */
export const describeLink = ({ url, network }: HostLink): string => `${url} (${network})`;

/** '12 ms', '1.2 s'. */
export function describeRtt({ rttMs }: SeatLinkStatus): string {
  return rttMs < 1_000 ? `${rttMs < 1 ? '<1' : Math.round(rttMs)} ms` : `${(rttMs / 1_000).toFixed(1)} s`;
}

/** '1 room', '2 rooms'. */
const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

/** Two digits that say something: 0.31, 1.2, 12. */
function shortMs(ms: number): string {
  if (ms >= 10) return ms.toFixed(0);
  return ms.toFixed(ms >= 1 ? 1 : 2);
}
