/**
 * A made-up local network for tests: computers that are network namespaces of this machine, each with its own
 * addresses, joined by a switch in a namespace of its own. Linux only, as root, with iproute2; ask `whyNoNetworks`
 * first. Nothing of it outlives the test process: what an earlier one has left behind is removed too.
 */
import { execFileSync } from 'node:child_process';
import { isAlive } from './host-process.ts';

const PREFIX = 'porch-';
/** Names of namespaces hold the process that made them, so that leftovers can be told. */
const OWN = `${PREFIX}${process.pid}-`;
let networks = 0;

const ip = (...words: readonly string[]): string =>
  execFileSync('ip', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Why there can be no made-up networks here; undefined: there can. */
export function whyNoNetworks(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces exist on Linux alone';
  if (process.getuid?.() !== 0) return 'only root may make network namespaces';
  const probe = `${OWN}probe`;
  try {
    ip('netns', 'add', probe);
    ip('-n', probe, 'link', 'add', 'probe0', 'type', 'bridge');
    return undefined;
  } catch (error) {
    return `network namespaces cannot be made here: ${(error as Error).message.trim()}`;
  } finally {
    removeNamespace(probe);
  }
}

function removeNamespace(name: string): void {
  try {
    ip('netns', 'del', name);
  } catch {
    // It was not there.
  }
}

function removeLeftovers(): void {
  const names = ip('netns', 'list')
    .split('\n')
    .map((line) => line.split(' ', 1)[0]!);
  for (const name of names) {
    const maker = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (maker !== undefined && !isAlive(Number(maker))) removeNamespace(name);
  }
}

/** One computer of a network. */
export class Computer {
  /** What stands in front of a command that runs on it: `ip netns exec NAME`. */
  readonly prefix: readonly string[];
  readonly #namespace: string;

  constructor(namespace: string) {
    this.#namespace = namespace;
    this.prefix = ['ip', 'netns', 'exec', namespace];
  }

  /** @param address with the length of its network: '10.77.1.1/16'. */
  addAddress(address: string): void {
    ip('-n', this.#namespace, 'addr', 'add', address, 'dev', 'eth0');
  }

  removeAddress(address: string): void {
    ip('-n', this.#namespace, 'addr', 'del', address, 'dev', 'eth0');
  }

  /** Runs a small program of Node's on it; what it prints. */
  run(code: string): string {
    const [command, ...words] = [...this.prefix, process.execPath, '--input-type=module', '-e', code];
    return execFileSync(command!, words, { encoding: 'utf8', timeout: 20_000 });
  }
}

export interface Network {
  /** Joins a computer with this address, like '10.77.1.1/16', to the network. */
  join(address: string): Computer;
  close(): void;
}

export function makeNetwork(): Network {
  removeLeftovers();
  const names: string[] = [];
  const close = (): void => {
    process.off('exit', close);
    for (const name of names.splice(0)) removeNamespace(name);
  };
  process.on('exit', close);

  const own = `${OWN}${networks++}`;
  const add = (name: string): string => {
    names.push(name);
    ip('netns', 'add', name);
    ip('-n', name, 'link', 'set', 'lo', 'up');
    return name;
  };
  const hub = add(`${own}-hub`);
  ip('-n', hub, 'link', 'add', 'hub', 'type', 'bridge');
  ip('-n', hub, 'link', 'set', 'hub', 'up');

  return {
    join(address) {
      const port = `port${names.length}`;
      const name = add(`${own}-${names.length}`);
      ip('link', 'add', port, 'netns', hub, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
      ip('-n', hub, 'link', 'set', port, 'master', 'hub', 'up');
      ip('-n', name, 'link', 'set', 'eth0', 'up');
      const computer = new Computer(name);
      computer.addAddress(address);
      return computer;
    },
    close,
  };
}
