/**
 * What somebody who helps from afar wants to know, as text to paste. Nothing in it opens a door or names a person:
 * no guests, room codes, PINs or devices.
 */
import { release, type } from 'node:os';
import type { HostStatus } from '../src/protocol/console.ts';

export interface Surroundings {
  readonly version: string;
  /** 'Electron 45.4.1' and the like. */
  readonly runtimes: readonly string[];
  /** 'Linux 6.1.0 x64' */
  readonly system: string;
}

/** What this process runs on. */
export function surroundings(version: string): Surroundings {
  const { electron, chrome, node } = process.versions;
  return {
    version,
    system: `${type()} ${release()} ${process.arch}`,
    runtimes: [`Electron ${electron}`, `Chromium ${chrome}`, `Node ${node}`],
  };
}

export function diagnose({ version, runtimes, system }: Surroundings, status: HostStatus): string {
  return [`Porchlight ${version}`, system, ...runtimes, '', ...hostLines(status), ''].join('\n');
}

function hostLines(status: HostStatus): string[] {
  if (status.state === 'failed') return [`Hosting failed: ${status.problem.code}`];
  if (status.state !== 'hosting') return [`Hosting: ${status.state}`];
  const { port, links, rooms, workers, problems, reach } = status;
  return [
    `Hosting at port ${port}, rooms: ${rooms.length}`,
    ...links.map(
      ({ address, network, interfaceName }) => `Address ${address} (${network}, ${interfaceName})`,
    ),
    `Reached from outside: ${reach.state}`,
    ...reach.checklist.map(({ id }) => `Look at: ${id}`),
    ...workers.map(({ id, state, rooms: owned, guests }) => {
      return `Process ${id}: ${state}, rooms: ${owned}, guests: ${guests}`;
    }),
    ...problems.map(({ code, text }) => `Problem ${code}: ${text}`),
  ];
}
