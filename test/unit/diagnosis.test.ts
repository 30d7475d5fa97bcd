/** What the doctor says, and when it calls this computer ill. */
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { describe as describeFindings, lookAtPort } from '../../src/host/diagnosis.ts';
import type { LanAddress } from '../../src/host/lan-address.ts';
import type { Surroundings } from '../../src/host/reach-checklist.ts';

const wifi: LanAddress = {
  address: '192.168.1.20',
  family: 'IPv4',
  network: 'Wi-Fi',
  interfaceName: 'wlan0',
  subnet: '192.168.1.20/24',
  isWayOut: true,
};
const healthy: Surroundings = { platform: 'linux', port: 7420, addresses: [wifi], firewalls: [] };

test('a healthy computer gets a list of what else it could be', () => {
  const { text, isFine } = describeFindings(healthy, { is: 'free' }, '1.2.3');
  expect(isFine).toBe(true);
  expect(text).toContain('Porchlight 1.2.3 on');
  expect(text).toContain('1. http://192.168.1.20:7420/  Wi-Fi (wlan0), the way to the internet');
  expect(text).toContain('7420 is free');
  expect(text).toContain('If guests cannot join all the same');
});

test('a firewall that keeps guests out is an illness, and so is a port that somebody else has', () => {
  const firewalls = [{ firewall: 'ufw', verdict: 'blocks' }] as const;
  const walled = describeFindings({ ...healthy, firewalls }, { is: 'ours', version: '1.2.3' }, '1.2.3');
  expect(walled.isFine).toBe(false);
  expect(walled.text).toContain('sudo ufw allow 7420/tcp');
  const crowded = describeFindings(healthy, { is: 'taken' }, '1.2.3');
  expect(crowded.isFine).toBe(false);
  expect(crowded.text).toContain('End the program that has port 7420');
});

test('a port below 1024 that may not be opened is answered with one that may', () => {
  const refused = { is: 'refused', code: 'EACCES' } as const;
  expect(describeFindings({ ...healthy, port: 80 }, refused, '1.2.3').text).toContain('--port 7420');
});

test('a port that another program has is told from a free one', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as { port: number };
  expect(await lookAtPort(port)).toEqual({ is: 'taken' });
  await new Promise((resolve) => server.close(resolve));
  expect(await lookAtPort(port)).toEqual({ is: 'free' });
});
