/** What the systems' own tools print about their firewalls, and what Porchlight makes of it. */
import { describe, expect, test } from 'vitest';
import { type AskedSystem, findFirewalls, letGuestsIn } from '../../src/host/firewall.ts';
import { judgeFirewalld, judgeMac, judgeUfw, judgeWindows } from '../../src/host/firewall-reports.ts';

describe('Windows Firewall', () => {
  const PROGRAM = 'C:\\Program Files\\Porchlight\\Porchlight.exe';
  const KEY =
    'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
  const OTHERS = [
    'v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=6|Profile=Public|App=C:\\Games\\other.exe|Name=other.exe|',
    'v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=17|LPort=5353|App=%SystemRoot%\\system32\\svchost.exe|Name=@x,-1|',
  ];

  function policy(rules: readonly string[], off: readonly string[] = []): string {
    const profile = (name: string): string[] => [
      `${KEY}\\${name}`,
      `    EnableFirewall    REG_DWORD    0x${off.includes(name) ? 0 : 1}`,
      '    DisableNotifications    REG_DWORD    0x0',
      '',
    ];
    const values = [...OTHERS, ...rules].map((rule, i) => `    {GUID-${i}}    REG_SZ    ${rule}`);
    return [
      ...profile('DomainProfile'),
      `${KEY}\\FirewallRules`,
      ...values,
      '',
      ...profile('PublicProfile'),
      ...profile('StandardProfile'),
    ].join('\r\n');
  }
  const rule = (action: string, more = ''): string =>
    `v2.31|Action=${action}|Active=TRUE|Dir=In|Protocol=6|${more}App=${PROGRAM}|Name=porchlight.exe|Defer=User|`;
  const judge = (rules: readonly string[], categories: string | undefined = 'Public\r\n', off?: string[]) =>
    judgeWindows(policy(rules, off), categories, PROGRAM, { PROGRAMFILES: 'C:\\Program Files' });

  test('knows of no rule: Windows would ask, or block', () => {
    expect(judge([])).toBe('may-block');
  });

  test('blocks after a “Cancel”, which wins over the rule that allows', () => {
    expect(judge([rule('Block')])).toBe('blocks');
    expect(judge([rule('Allow'), rule('Block')])).toBe('blocks');
  });

  test('lets guests in by a rule for all profiles, or for the one of the present network', () => {
    expect(judge([rule('Allow')])).toBe('lets-in');
    expect(judge([rule('Allow', 'Profile=Private|')], 'Private\r\n')).toBe('lets-in');
    expect(judge([rule('Allow', 'Profile=Domain|Profile=Public|')])).toBe('lets-in');
  });

  test('tells private networks from public ones: what was ticked at home does not help in the café', () => {
    const ticked = [rule('Allow', 'Profile=Private|'), rule('Block', 'Profile=Public|')];
    expect(judge(ticked, 'Private\r\n')).toBe('lets-in');
    expect(judge(ticked, 'Public\r\n')).toBe('blocks');
    expect(judge(ticked, 'Private\r\nPublic\r\n')).toBe('blocks');
    expect(judgeWindows(policy(ticked), undefined, PROGRAM, {})).toBe('may-block');
    expect(judge([rule('Allow', 'Profile=Private|')], 'Public\r\n')).toBe('may-block');
  });

  test('looks only at rules in force, for what comes in over TCP', () => {
    expect(judge([rule('Block').replace('TRUE', 'FALSE')])).toBe('may-block');
    expect(judge([rule('Block').replace('Dir=In', 'Dir=Out')])).toBe('may-block');
    expect(judge([rule('Block').replace('Protocol=6', 'Protocol=17')])).toBe('may-block');
    expect(judge([rule('Allow').replace('Protocol=6|', '')])).toBe('lets-in');
  });

  test('knows the program whatever the case, with variables, and in a folder that the tool cannot spell', () => {
    expect(judge([rule('Block').replace(PROGRAM, PROGRAM.toLowerCase())])).toBe('blocks');
    expect(judge([rule('Block').replace('C:\\Program Files', '%ProgramFiles%')])).toBe('blocks');
    const zoe = 'C:\\Users\\Zoë\\Porchlight.exe';
    const garbled = rule('Block').replace(PROGRAM, 'C:\\Users\\Zo\u0089\\Porchlight.exe');
    expect(judgeWindows(policy([garbled]), 'Public', zoe, {})).toBe('blocks');
  });

  test('is off where it is switched off for the present network', () => {
    expect(judge([rule('Block')], 'Public\r\n', ['PublicProfile'])).toBe('off');
    expect(judge([rule('Block')], 'Private\r\n', ['PublicProfile'])).toBe('blocks');
  });

  test('is opened by one command that asks for rights, whatever the path is called', () => {
    const { command, options } = letGuestsIn("C:\\Zoë's games\\Porchlight.exe");
    const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf16le');
    expect(command).toBe('powershell');
    const outer = decode(options.at(-1)!);
    expect(outer).toContain('-Verb RunAs');
    const inner = decode(/'([A-Za-z0-9+/=]{50,})'/.exec(outer)![1]!);
    const [program, remove, add] = inner.split('\n');
    expect(program).toBe("$program = 'C:\\Zoë''s games\\Porchlight.exe'");
    expect(remove).toContain('delete rule name=all dir=in "program=$program"');
    expect(add).toContain('dir=in action=allow "program=$program" profile=any remoteip=localsubnet');
  });
});

describe('the firewall of macOS', () => {
  const APP = '/Applications/Porchlight.app';
  const ON = 'Firewall is enabled. (State = 1)\n';
  const OPEN = 'Firewall has block all state set to disabled.\n';
  const apps = (fate: string): string =>
    [
      'Total number of apps = 2 ',
      '',
      '1 : /Applications/Porchlight.app.old ',
      '             (Block incoming connections) ',
      '2 : /Applications/Porchlight.app ',
      `             (${fate} incoming connections) `,
    ].join('\n');

  test.each([
    ['is off', 'Firewall is disabled. (State = 0)\n', OPEN, '', 'off'],
    ['blocks all', ON, 'Firewall has block all state set to enabled.\n', apps('Allow'), 'blocks'],
    ['blocks all, in older words', ON, 'Block all ENABLED! \n', '', 'blocks'],
    ['blocks all but what is essential', 'Firewall is blocking all. (State = 2)\n', '', '', 'blocks'],
    ['blocks this app', ON, OPEN, apps('Block'), 'blocks'],
    ['allows this app', ON, OPEN, apps('Allow'), 'lets-in'],
    ['does not know this app', ON, OPEN, 'Total number of apps = 0 \n', 'may-block'],
  ])('%s', (_what, state, blockAll, list, verdict) => {
    expect(judgeMac(state, blockAll, list, APP)).toBe(verdict);
  });
});

describe('ufw', () => {
  const config = 'ENABLED=yes\nLOGLEVEL=low\n';
  const defaults = 'IPV6=yes\nDEFAULT_INPUT_POLICY="DROP"\n';
  const rules = (...tuples: string[]): string => {
    const lines = tuples.map((tuple) => `### tuple ### ${tuple}\n-A ufw-user-input -j ACCEPT`);
    return ['*filter', '### RULES ###', ...lines, '### END RULES ###'].join('\n');
  };
  const judge = (text: string | undefined) => judgeUfw({ config, defaults, rules: text }, 7420);

  test.each([
    ['is off', judgeUfw({ config: 'ENABLED=no\n', defaults, rules: undefined }, 7420), 'off'],
    ['keeps its rules to itself', judge(undefined), 'may-block'],
    ['lets in the port', judge(rules('allow tcp 7420 0.0.0.0/0 any 0.0.0.0/0 in')), 'lets-in'],
    ['lets in a range', judge(rules('allow tcp 80,7400:7500 0.0.0.0/0 any 0.0.0.0/0 in')), 'lets-in'],
    [
      'lets in whoever is in the LAN',
      judge(rules('allow any any 0.0.0.0/0 any 192.168.1.0/24 in')),
      'lets-in',
    ],
    ['lets in another port', judge(rules('allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in')), 'blocks'],
    ['lets in another protocol', judge(rules('allow udp 7420 0.0.0.0/0 any 0.0.0.0/0 in')), 'blocks'],
    ['lets in one computer', judge(rules('allow tcp 7420 0.0.0.0/0 any 192.168.1.5 in')), 'blocks'],
    ['lets out', judge(rules('allow tcp 7420 0.0.0.0/0 any 0.0.0.0/0 out')), 'blocks'],
    ['lets through', judge(rules('route:allow tcp 7420 0.0.0.0/0 any 0.0.0.0/0 in')), 'blocks'],
    ['knows its network card', judge(rules('allow tcp 7420 0.0.0.0/0 any 0.0.0.0/0 in_wlan0')), 'lets-in'],
    ['slows down', judge(rules('limit tcp 7420 0.0.0.0/0 any 0.0.0.0/0 in')), 'lets-in'],
    [
      'denies before it allows',
      judge(rules('deny tcp 7420 0.0.0.0/0 any 0.0.0.0/0 in', 'allow tcp 7420 0.0.0.0/0 any 0.0.0.0/0 in')),
      'blocks',
    ],
    [
      'lets everything in',
      judgeUfw({ config, defaults: 'DEFAULT_INPUT_POLICY="ACCEPT"', rules: rules() }, 7420),
      'lets-in',
    ],
  ])('%s', (_what, verdict, expected) => {
    expect(verdict).toBe(expected);
  });
});

describe('firewalld', () => {
  const zone = (ports: string, target = 'default'): string =>
    [
      'FedoraWorkstation (active)',
      `  target: ${target}`,
      '  services: ssh',
      `  ports: ${ports}`,
      '  protocols: ',
    ].join('\n');

  test.each([
    ['is off', judgeFirewalld('not running\n', undefined, 7420), 'off'],
    ['tells nobody', judgeFirewalld('running\n', undefined, 7420), 'may-block'],
    [
      'lets in all high ports, as Fedora does',
      judgeFirewalld('running\n', zone('1025-65535/udp 1025-65535/tcp'), 7420),
      'lets-in',
    ],
    ['lets in nothing', judgeFirewalld('running\n', zone(''), 7420), 'blocks'],
    ['lets in another protocol', judgeFirewalld('running\n', zone('7420/udp'), 7420), 'blocks'],
    [
      'has rules of another kind',
      judgeFirewalld('running\n', `${zone('')}\n  rich rules: \n\trule family="ipv4" accept`, 7420),
      'may-block',
    ],
    ['trusts everybody', judgeFirewalld('running\n', zone('', 'ACCEPT'), 7420), 'lets-in'],
  ])('%s', (_what, verdict, expected) => {
    expect(verdict).toBe(expected);
  });
});

describe('asking the system', () => {
  const system = (platform: string, answers: Readonly<Record<string, string>>): AskedSystem => ({
    platform,
    program: '/Applications/Porchlight.app/Contents/MacOS/Porchlight',
    run: async (command, options) => answers[[command, ...options].join(' ')],
    read: async (file) => answers[file],
  });

  test('a system without tools has no firewall that is known of', async () => {
    for (const platform of ['win32', 'darwin', 'linux', 'freebsd']) {
      expect(await findFirewalls(7420, 'eth0', system(platform, {}))).toEqual([]);
    }
  });

  test('firewalld is asked about the zone of the network that guests come from', async () => {
    const answers = {
      'firewall-cmd --state': 'running\n',
      'firewall-cmd --get-zone-of-interface=wlan0': 'home\n',
      'firewall-cmd --zone=home --list-all': 'home\n  target: default\n  ports: 7420/tcp\n',
      'firewall-cmd --list-all': 'public\n  target: default\n  ports: \n',
    };
    const ask = (interfaceName: string) => findFirewalls(7420, interfaceName, system('linux', answers));
    expect(await ask('wlan0')).toEqual([{ firewall: 'firewalld', verdict: 'lets-in' }]);
    expect(await ask('eth0')).toEqual([{ firewall: 'firewalld', verdict: 'blocks' }]);
  });

  test('the Mac’s firewall is asked about the app’s bundle', async () => {
    const tool = '/usr/libexec/ApplicationFirewall/socketfilterfw';
    const answers = {
      [`${tool} --getglobalstate`]: 'Firewall is enabled. (State = 1)',
      [`${tool} --listapps`]: '1 : /Applications/Porchlight.app \n\t ( Block incoming connections ) \n',
    };
    expect(await findFirewalls(7420, 'en0', system('darwin', answers))).toEqual([
      { firewall: 'macos', verdict: 'blocks' },
    ]);
  });
});
