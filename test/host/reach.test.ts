/** The light in a real network: the host is one computer, guests are another one, and what lies between is broken. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HostEvent } from '../../src/host/events.ts';
import { DOUBT_AFTER_MS } from '../../src/host/reach.ts';
import { type HostProcess, startHostOn } from '../support/host-process.ts';
import { type Computer, makeNetwork, type Network, whyNoNetworks } from '../support/namespaces.ts';
import { waitFor } from '../support/wait-for.ts';

const HOST = '10.77.0.1';
const GUEST = '10.77.0.2';

type ReachEvent = Extract<HostEvent, { event: 'reach' }>;

const reason = whyNoNetworks();

describe.skipIf(reason)(`guests on another computer${reason === undefined ? '' : ` (${reason})`}`, () => {
  let network: Network;
  let hostComputer: Computer;
  let guestComputer: Computer;
  let host: HostProcess;

  beforeEach(() => {
    network = makeNetwork();
    hostComputer = network.join(`${HOST}/24`);
    guestComputer = network.join(`${GUEST}/24`);
  });
  afterEach(async () => {
    await host.stop();
    network.close();
  });

  /** What was said of the light so far. */
  const said = (): ReachEvent[] =>
    host.events.filter((event): event is ReachEvent => event.event === 'reach');

  /** Waits until the light says `state`, after the first `known` times that anything was said of it. */
  const says = (state: ReachEvent['state'], known = 0): Promise<ReachEvent> =>
    waitFor(
      `the light to say ${state}`,
      () =>
        said()
          .slice(known)
          .find((event) => event.state === state),
      DOUBT_AFTER_MS + 20_000,
    );

  describe('while the way is open', () => {
    let url: string;
    beforeEach(async () => {
      host = await startHostOn(hostComputer);
      url = host.ready.urls[0]!;
    });

    test('one request from another computer is enough; this computer’s own are none', async () => {
      expect(new URL(url).hostname).toBe(HOST);
      expect(await hostComputer.open(url)).toBe(true);
      // Whatever the host has said by now is here when it has answered.
      await host.status();
      expect(said()).toEqual([]);
      expect(await guestComputer.open(url)).toBe(true);
      expect(await says('reached')).toMatchObject({ checks: [] });
    });

    test('at another address the light waits for somebody to come there', async () => {
      expect(await guestComputer.open(url)).toBe(true);
      await says('reached');
      hostComputer.removeAddress(`${HOST}/24`);
      hostComputer.addAddress('10.77.0.9/24');
      await says('waiting');
      const { length } = said();
      expect(await guestComputer.open(url.replace(HOST, '10.77.0.9'))).toBe(true);
      await says('reached', length);
    });
  });

  test('when nobody gets through, the light says so within half a minute, with what to look at', async () => {
    host = await startHostOn(hostComputer);
    const url = host.ready.urls[0]!;
    const unblock = hostComputer.blockPort(new URL(url).port, GUEST);
    const [doubt, wasAnswered] = await Promise.all([says('doubtful'), guestComputer.open(url)]);
    expect(wasAnswered).toBe(false);
    expect(doubt.checks.slice(0, 2)).toEqual(['same-wifi', 'android-mobile-data']);
    expect(doubt.checks).toEqual(expect.arrayContaining(['guest-network', 'hotspot', 'other-firewall']));
    unblock();
    expect(await guestComputer.open(url)).toBe(true);
    await says('reached');
  });

  test('a network of IPv6 alone has a link in brackets that works', async () => {
    hostComputer.removeAddress(`${HOST}/24`);
    hostComputer.addAddress('fd77::1/64');
    guestComputer.addAddress('fd77::2/64');
    host = await startHostOn(hostComputer, '--port', '80');
    const [url] = host.ready.urls;
    expect(url).toBe('http://[fd77::1]/');
    expect(await guestComputer.open(url!)).toBe(true);
    await says('reached');
  });
});
