/**
 * A made-up local network for tests: computers that are network namespaces of this machine, each with its own
 * addresses, joined by a switch in a namespace of its own. Linux only, as root, with iproute2; ask `whyNoNetworks`
 * first. Nothing of it outlives the test process: what an earlier one has left behind is removed too.
 */
import { execFile, execFileSync } from 'node:child_process';
import { isAlive } from './host-process.ts';

const PREFIX = 'porch-';
/** Names of namespaces hold the process that made them, so that leftovers can be told. */
const OWN = `${PREFIX}${process.pid}-`;
let networks = 0;
/** A program on a computer that has not ended by then never will, ms. */
const RUN_MS = 20_000;
/** A link that nobody has answered by then has no answer, ms. */
const OPEN_MS = 5_000;

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

  /** @param address with the length of its network: '10.77.1.1/16' or 'fd77::1/64'. It can be used at once. */
  addAddress(address: string): void {
    const isIpv6 = address.includes(':');
    ip('-n', this.#namespace, 'addr', 'add', address, 'dev', 'eth0', ...(isIpv6 ? ['nodad'] : []));
  }

  removeAddress(address: string): void {
    ip('-n', this.#namespace, 'addr', 'del', address, 'dev', 'eth0');
  }

  /** Opens a link on it; whether anybody answered. */
  open(url: string): Promise<boolean> {
    const [command, ...words] = [...this.prefix, process.execPath, '-e', `fetch(${JSON.stringify(url)})`];
    return new Promise((resolve) => {
      execFile(command!, words, { timeout: OPEN_MS }, (error) => resolve(error === null));
    });
  }

  /**
   * Puts a firewall on it that lets nobody in to `port`; the function takes it away again. Without nftables what
   * `guest`, an address, sends is heard there, but no answer finds its way.
   */
  blockPort(port: string, guest: string): () => void {
    const nft = (words: string): string => this.#exec('nft', ...words.split(' '));
    const route = (what: 'add' | 'del'): string =>
      ip('-n', this.#namespace, 'route', what, 'blackhole', `${guest}/32`);
    try {
      nft('add table inet wall');
    } catch {
      route('add');
      return () => route('del');
    }
    nft('add chain inet wall in { type filter hook input priority 0 ; }');
    nft(`add rule inet wall in tcp dport ${port} drop`);
    return () => nft('delete table inet wall');
  }

  /** Runs a small program of Node's on it; what it prints. */
  run(code: string): string {
    return this.#exec(process.execPath, '--input-type=module', '-e', code);
  }

  /** Runs a program on it; what it prints. */
  #exec(...words: readonly string[]): string {
    const [command, ...rest] = [...this.prefix, ...words];
    return execFileSync(command!, rest, {
      encoding: 'utf8',
      timeout: RUN_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
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
