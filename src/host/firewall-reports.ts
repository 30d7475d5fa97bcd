/**
 * What the systems' own tools say about their firewalls, and what it means for guests. Pure: src/host/firewall runs
 * the tools. Nothing here depends on the language that a system speaks to its person.
 */

export type FirewallName = 'windows' | 'macos' | 'ufw' | 'firewalld';

/** blocks: guests are kept out, for certain. may-block: it is on, and nothing is known that lets them in. */
export type FirewallVerdict = 'off' | 'lets-in' | 'may-block' | 'blocks';

export interface FirewallFinding {
  readonly firewall: FirewallName;
  readonly verdict: FirewallVerdict;
}

type WindowsProfile = 'Domain' | 'Private' | 'Public';
const WINDOWS_PROFILES: readonly WindowsProfile[] = ['Domain', 'Private', 'Public'];
/** The registry's own names of the profiles' keys. */
const PROFILE_KEYS: readonly (readonly [key: string, profile: WindowsProfile])[] = [
  ['\\DomainProfile', 'Domain'],
  ['\\StandardProfile', 'Private'],
  ['\\PublicProfile', 'Public'],
];
const TCP = '6';

interface WindowsRule {
  readonly action: 'Allow' | 'Block';
  readonly profiles: readonly WindowsProfile[];
}

/**
 * Windows Firewall, judged for one program.
 * @param policy what `reg query ...\FirewallPolicy /s` prints.
 * @param categories what Get-NetConnectionProfile calls the networks that this computer is in: Public, Private or
 *   DomainAuthenticated, one a line; undefined when it could not be asked.
 * @param program the listening executable, as a full path.
 * @param variables the environment, for paths like %ProgramFiles%\...
 */
export function judgeWindows(
  policy: string,
  categories: string | undefined,
  program: string,
  variables: Readonly<Record<string, string | undefined>>,
): FirewallVerdict {
  const { off, rules } = readWindowsPolicy(policy, program, variables);
  const present = presentProfiles(categories);
  const guarded = (present ?? WINDOWS_PROFILES).filter((profile) => !off.has(profile));
  if (guarded.length === 0) return 'off';
  const isRuled = (profile: WindowsProfile, action: WindowsRule['action']): boolean =>
    rules.some((rule) => rule.action === action && rule.profiles.includes(profile));
  // Blocking beats allowing.
  const blocked = guarded.filter((profile) => isRuled(profile, 'Block'));
  if (present === undefined ? blocked.length === guarded.length : blocked.length > 0) return 'blocks';
  const isOpen = guarded.every((profile) => isRuled(profile, 'Allow') && !blocked.includes(profile));
  return isOpen ? 'lets-in' : 'may-block';
}

function presentProfiles(categories: string | undefined): WindowsProfile[] | undefined {
  const present = WINDOWS_PROFILES.filter((profile) => categories?.includes(profile));
  return present.length === 0 ? undefined : present;
}

function readWindowsPolicy(
  policy: string,
  program: string,
  variables: Readonly<Record<string, string | undefined>>,
): { off: Set<WindowsProfile>; rules: WindowsRule[] } {
  const off = new Set<WindowsProfile>();
  const rules: WindowsRule[] = [];
  let key = '';
  for (const line of policy.split(/\r?\n/)) {
    if (line.startsWith('HKEY_')) key = line.trimEnd();
    if (/^ +EnableFirewall +REG_DWORD +0x0$/.test(line.trimEnd())) {
      const profile = PROFILE_KEYS.find(([end]) => key.endsWith(end))?.[1];
      if (profile !== undefined) off.add(profile);
    }
    const fields = /REG_SZ +(v\d[^|]*\|.*)$/.exec(line)?.[1]?.split('|');
    const rule = fields === undefined ? undefined : ruleFor(fields, program, variables);
    if (rule !== undefined) rules.push(rule);
  }
  return { off, rules };
}

/** A rule as the registry holds it, if it is in force for what comes in to this program over TCP. */
function ruleFor(
  fields: readonly string[],
  program: string,
  variables: Readonly<Record<string, string | undefined>>,
): WindowsRule | undefined {
  const all = (name: string): string[] =>
    fields.filter((field) => field.startsWith(`${name}=`)).map((field) => field.slice(name.length + 1));
  const [action] = all('Action');
  const [app = ''] = all('App');
  const [protocol = TCP] = all('Protocol');
  const isInForce = all('Active').includes('TRUE') && all('Dir').includes('In') && protocol === TCP;
  if (!isInForce || !isSamePath(withVariables(app, variables), program)) return undefined;
  if (action !== 'Allow' && action !== 'Block') return undefined;
  const named = WINDOWS_PROFILES.filter((profile) => all('Profile').includes(profile));
  return { action, profiles: named.length === 0 ? WINDOWS_PROFILES : named };
}

function withVariables(path: string, variables: Readonly<Record<string, string | undefined>>): string {
  const find = (name: string): string | undefined =>
    Object.entries(variables).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
  return path.replace(/%([^%]+)%/g, (whole, name: string) => find(name) ?? whole);
}

/** Paths in Windows ignore case; and its tools print letters beyond ASCII in an encoding that nobody announces. */
function isSamePath(one: string, other: string): boolean {
  const plain = (path: string): string => path.toLowerCase().replace(/[^ -~]+/g, '?');
  return plain(one) === plain(other);
}

/**
 * The firewall of macOS, judged for one app.
 * @param state what `socketfilterfw --getglobalstate` prints.
 * @param blockAll what `--getblockall` prints.
 * @param apps what `--listapps` prints: each app's path, and on the next line what becomes of it.
 * @param app path of the app's bundle, or of the program where there is none.
 */
export function judgeMac(state: string, blockAll: string, apps: string, app: string): FirewallVerdict {
  const [, level = '0'] = /State = (\d)/.exec(state) ?? [];
  if (level === '0') return 'off';
  if (level === '2' || /enabled/i.test(blockAll)) return 'blocks';
  const lines = apps.split('\n').map((line) => line.trim());
  const own = lines.findIndex((line) => line.replace(/^\d+\s*:\s*/, '') === app);
  const fate = own < 0 ? '' : (lines[own + 1] ?? '');
  if (/block/i.test(fate)) return 'blocks';
  return /allow/i.test(fate) ? 'lets-in' : 'may-block';
}

/** What ufw keeps in files; undefined: the file cannot be read, as the rules by anybody but root. */
export interface UfwFiles {
  /** /etc/ufw/ufw.conf */
  readonly config: string;
  /** /etc/default/ufw */
  readonly defaults: string | undefined;
  /** /etc/ufw/user.rules */
  readonly rules: string | undefined;
}

/**
 * ### tuple ### allow tcp 7420 0.0.0.0/0 any 192.168.1.0/24 in: action, protocol, port, to, its port, from, direction.
 * Rules for one sender's address alone say nothing about guests.
 */
const UFW_RULE = /^### tuple ### (allow|limit|deny|reject)\S* (\S+) (\S+) \S+ \S+ \S+\/\d+ (?!out).*$/gm;

/** ufw, judged for one TCP port. */
export function judgeUfw({ config, defaults, rules }: UfwFiles, port: number): FirewallVerdict {
  if (!/^\s*ENABLED\s*=\s*"?yes/im.test(config)) return 'off';
  const isOpen = /^\s*DEFAULT_INPUT_POLICY\s*=\s*"?ACCEPT/im.test(defaults ?? '');
  if (rules === undefined) return isOpen ? 'lets-in' : 'may-block';
  for (const [, action, protocol, ports = ''] of rules.matchAll(UFW_RULE)) {
    if (protocol === 'udp' || !coversPort(ports, port)) continue;
    return action === 'deny' || action === 'reject' ? 'blocks' : 'lets-in'; // the first that fits counts
  }
  return isOpen ? 'lets-in' : 'blocks';
}

/**
 * firewalld, judged for one TCP port.
 * @param state what `firewall-cmd --state` prints.
 * @param zone what `firewall-cmd --list-all` prints for the zone of guests; undefined when it may not be asked.
 */
export function judgeFirewalld(state: string, zone: string | undefined, port: number): FirewallVerdict {
  if (state.trim() !== 'running') return 'off';
  if (zone === undefined) return 'may-block';
  if (/^\s*target: ACCEPT\s*$/m.test(zone)) return 'lets-in';
  const [, ports = ''] = /^\s*ports: (.*)$/m.exec(zone) ?? [];
  const tcp = ports.split(' ').flatMap((entry) => /^(.+)\/tcp$/.exec(entry)?.[1] ?? []);
  if (tcp.some((range) => coversPort(range, port))) return 'lets-in';
  // Rich rules may let in whatever they like.
  return /^\s+rule /m.test(zone) ? 'may-block' : 'blocks';
}

/** Is `port` in a list like '80,7000:7100' or '1025-65535', or in 'any'? */
function coversPort(list: string, port: number): boolean {
  if (list === 'any') return true;
  return list.split(',').some((range) => {
    const [from, to = from] = range.split(/[:-]/).map(Number);
    return from !== undefined && to !== undefined && port >= from && port <= to;
  });
}
