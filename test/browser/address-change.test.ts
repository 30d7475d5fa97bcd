/** The host's address changes under a page that plays: the page goes on at the new one, in the same seat. */
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type HostProcess, startHostOn } from '../support/host-process.ts';
import { type Computer, makeNetwork, type Network, whyNoNetworks } from '../support/namespaces.ts';
import { waitFor } from '../support/wait-for.ts';
import { joinFromBrowser, type Player } from './player.ts';

/** A guest plays on within this, ms. */
const BACK_MS = 10_000;
/** Of another network than the first one: addresses of the same one would go together. */
const OLD_ADDRESS = '10.77.1.1/16';
const NEW_ADDRESS = '10.77.2.1/15';

const reason = whyNoNetworks();

describe.skipIf(reason)(`on a network${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  let network: Network;
  let home: Computer;
  let host: HostProcess;
  let browser: Browser;
  let player: Player;

  beforeEach(async () => {
    network = makeNetwork();
    home = network.join(OLD_ADDRESS);
    host = await startHostOn(home, '--bots', '2');
    const computer = network.join('10.77.9.9/16');
    browser = await launchBrowser({ computer, names: { [await host.localName()]: '10.77.2.1' } });
    player = await joinFromBrowser(
      browser,
      'phone',
      `http://10.77.1.1:${host.ready.port}/${host.code}`,
      'Pia',
    );
  });
  afterEach(async () => {
    await browser?.close();
    await host?.stop();
    network.close();
  });

  const deviceOf = (page: Page): Promise<unknown> => page.evaluate('localStorage["porchlight.device"]');

  /** Waits until she plays on, and checks that she is who she was. Where the page is now. */
  async function backInSeat(): Promise<string> {
    const goneMs = performance.now();
    await waitFor('a new welcome', () => player.wire.welcomes === 2 && player.wire.state, BACK_MS);
    expect(performance.now() - goneMs).toBeLessThan(BACK_MS);
    const { wire, page, seat } = player;
    expect(wire.welcome).toMatchObject({ seat, room: { code: host.code } });
    expect(wire.room?.seats.find((one) => one.seat === seat)?.name).toBe('Pia');
    await page.locator('[data-testid=stage][data-stage=open]').waitFor();
    return new URL(page.url()).origin;
  }

  it('within 10 s, without a word of the guest’s, and a reload there finds the seat too', async () => {
    const { page, wire, seat } = player;
    const device = await deviceOf(page);
    const newOrigin = `http://10.77.2.1:${host.ready.port}`;
    home.addAddress(NEW_ADDRESS);
    await waitFor('the page to be told', () => wire.whereabouts.includes(newOrigin));
    home.removeAddress(OLD_ADDRESS);
    expect(await backInSeat()).toBe(newOrigin);
    expect(await deviceOf(page), 'what bans know it by').toBe(device);
    expect(page.url()).not.toContain('d=');
    await page.reload();
    await waitFor('a third welcome', () => wire.welcomes === 3);
    expect(wire.welcome?.seat).toBe(seat);
  });

  it('by the host’s name, when the new address came out of the blue', async () => {
    home.removeAddress(OLD_ADDRESS);
    home.addAddress(NEW_ADDRESS);
    expect(await backInSeat()).toBe(`http://${await host.localName()}:${host.ready.port}`);
  });
});
