/** The light in a real network: the host is one computer, guests are another one, and what lies between is broken. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DOUBT_AFTER_MS } from '../../src/host/reach.ts';
import { HOST_FILE, makeDataDir, type ReadyLine } from '../support/host-process.ts';
import { waitFor } from '../support/wait-for.ts';

const run = promisify(execFile);
const ip = async (words: string): Promise<void> => void (await run('ip', words.split(' ')));

/** Two computers on one cable. */
const HOST = `porch-reach-${process.pid}-host`;
const GUEST = `porch-reach-${process.pid}-guest`;
const HOST_ADDRESS = '10.77.0.1';
const GUEST_ADDRESS = '10.77.0.2';

async function connectComputers(): Promise<void> {
  for (const computer of [HOST, GUEST]) {
    await ip(`netns add ${computer}`);
    await ip(`-n ${computer} link set lo up`);
  }
  await ip(`link add eth0 netns ${HOST} type veth peer name eth0 netns ${GUEST}`);
  for (const computer of [HOST, GUEST]) await ip(`-n ${computer} link set eth0 up`);
  await ip(`-n ${HOST} addr add ${HOST_ADDRESS}/24 dev eth0`);
  await ip(`-n ${GUEST} addr add ${GUEST_ADDRESS}/24 dev eth0`);
}

async function removeComputers(): Promise<void> {
  for (const computer of [HOST, GUEST]) await ip(`netns del ${computer}`).catch(() => {});
}

/** Only root on Linux can make computers, and not in every container. */
const canConnect = await connectComputers().then(
  () => true,
  () => false,
);
await removeComputers();

/** Puts a firewall on the host's computer that lets nobody in to `port`; the function takes it away again. */
async function blockPort(port: string): Promise<() => Promise<void>> {
  const nft = (words: string): Promise<unknown> =>
    run('ip', ['netns', 'exec', HOST, 'nft', ...words.split(' ')]);
  try {
    await nft('add table inet wall');
  } catch {
    // Without nftables: what guests send is heard, and no answer finds its way.
    await ip(`-n ${HOST} route add blackhole ${GUEST_ADDRESS}/32`);
    return () => ip(`-n ${HOST} route del blackhole ${GUEST_ADDRESS}/32`);
  }
  await nft('add chain inet wall in { type filter hook input priority 0 ; }');
  await nft(`add rule inet wall in tcp dport ${port} drop`);
  return async () => void (await nft('delete table inet wall'));
}

/** Opens a link on one of the computers; whether anybody answered. */
const open = (computer: string, url: string): Promise<boolean> =>
  run('ip', ['netns', 'exec', computer, process.execPath, '-e', `fetch(${JSON.stringify(url)})`], {
    timeout: 5_000,
  }).then(
    () => true,
    () => false,
  );

interface ReachLine {
  readonly event: string;
  readonly state: string;
  readonly checks: readonly string[];
}

/** A host on the first computer. */
class DistantHost {
  readonly #process: ChildProcess;
  readonly #dataDir = makeDataDir();
  readonly #lines: unknown[] = [];

  constructor(...options: string[]) {
    const host = [HOST_FILE, '--json', '--workers', '2', '--data', this.#dataDir, ...options];
    this.#process = spawn('ip', ['netns', 'exec', HOST, process.execPath, ...host], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface({ input: this.#process.stdout! }).on('line', (line) =>
      this.#lines.push(JSON.parse(line)),
    );
  }

  async ready(): Promise<ReadyLine> {
    return waitFor('the host to be ready', () => this.#lines[0] as ReadyLine | undefined);
  }

  /** What was said of the light so far. */
  get said(): readonly ReachLine[] {
    return (this.#lines as ReachLine[]).filter(({ event }) => event === 'reach');
  }

  /** Waits until the light says `state`, after the first `known` times that anything was said of it. */
  async says(state: string, known = 0): Promise<ReachLine> {
    const find = (): ReachLine | undefined => this.said.slice(known).find((line) => line.state === state);
    return waitFor(`the light to say ${state}`, find, DOUBT_AFTER_MS + 20_000);
  }

  /** Waits until everything that the host has said by now is here. */
  async caughtUp(): Promise<void> {
    const known = this.#lines.length;
    this.#process.stdin!.write('{}\n');
    const isAnswer = (line: unknown): boolean => (line as { event: string }).event === 'command-failed';
    await waitFor('an answer', () => this.#lines.slice(known).some(isAnswer));
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGTERM');
    await ended;
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

describe.runIf(canConnect)('guests on another computer', () => {
  let host: DistantHost;
  beforeAll(connectComputers);
  afterAll(removeComputers);
  afterEach(() => host.close());

  describe('while the way is open', () => {
    let url: string;
    beforeEach(async () => {
      host = new DistantHost('--port', '0');
      url = (await host.ready()).urls[0]!;
    });

    test('one request from another computer is enough; this computer’s own are none', async () => {
      expect(new URL(url).hostname).toBe(HOST_ADDRESS);
      expect(await open(HOST, url)).toBe(true);
      await host.caughtUp();
      expect(host.said).toEqual([]);
      expect(await open(GUEST, url)).toBe(true);
      expect(await host.says('reached')).toMatchObject({ checks: [] });
    });

    test('at another address the light waits for somebody to come there', async () => {
      expect(await open(GUEST, url)).toBe(true);
      await host.says('reached');
      await ip(`-n ${HOST} addr del ${HOST_ADDRESS}/24 dev eth0`);
      await ip(`-n ${HOST} addr add 10.77.0.9/24 dev eth0`);
      try {
        await host.says('waiting');
        const { length } = host.said;
        expect(await open(GUEST, url.replace(HOST_ADDRESS, '10.77.0.9'))).toBe(true);
        await host.says('reached', length);
      } finally {
        await ip(`-n ${HOST} addr flush dev eth0`);
        await ip(`-n ${HOST} addr add ${HOST_ADDRESS}/24 dev eth0`);
      }
    });
  });

  test('when nobody gets through, the light says so within half a minute, with what to look at', async () => {
    host = new DistantHost('--port', '0');
    const url = (await host.ready()).urls[0]!;
    const unblock = await blockPort(new URL(url).port);
    try {
      const [doubt, wasAnswered] = await Promise.all([host.says('doubtful'), open(GUEST, url)]);
      expect(wasAnswered).toBe(false);
      expect(doubt.checks.slice(0, 2)).toEqual(['same-wifi', 'android-mobile-data']);
      expect(doubt.checks).toEqual(expect.arrayContaining(['guest-network', 'hotspot', 'other-firewall']));
    } finally {
      await unblock();
    }
    expect(await open(GUEST, url)).toBe(true);
    await host.says('reached');
  });

  test('a network of IPv6 alone has a link in brackets that works', async () => {
    await ip(`-n ${HOST} addr flush dev eth0`);
    await ip(`-n ${HOST} -6 addr add fd77::1/64 dev eth0 nodad`);
    await ip(`-n ${GUEST} -6 addr add fd77::2/64 dev eth0 nodad`);
    host = new DistantHost('--port', '80');
    try {
      const [url] = (await host.ready()).urls;
      expect(url).toBe('http://[fd77::1]/');
      expect(await open(GUEST, url!)).toBe(true);
      await host.says('reached');
    } finally {
      await ip(`-n ${HOST} -6 addr flush dev eth0`);
      await ip(`-n ${HOST} addr add ${HOST_ADDRESS}/24 dev eth0`);
    }
  });
});
