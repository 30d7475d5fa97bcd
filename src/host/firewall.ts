/**
 * Asks the system whether its firewall lets guests in to this program, without needing rights and without ever
 * holding anything up; and on Windows lets them in, when a person wants that and Windows agrees.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import {
  type FirewallFinding,
  type FirewallVerdict,
  judgeFirewalld,
  judgeMac,
  judgeUfw,
  judgeWindows,
} from './firewall-reports.ts';

/** A tool that has not answered by then is not waited for, ms. */
const TOOL_MS = 6_000;
/** A person is asked in between, ms. */
const PERSON_MS = 120_000;
/** A registry with thousands of rules is some MB. */
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

const WINDOWS_POLICY = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
const MAC_TOOL = '/usr/libexec/ApplicationFirewall/socketfilterfw';
const RULE_NAME = 'Porchlight';

/** The system as it is asked; tests have one of their own. Undefined: there is no answer. */
export interface AskedSystem {
  readonly platform: string;
  /** The program that listens. */
  readonly program: string;
  run(command: string, options: readonly string[]): Promise<string | undefined>;
  read(file: string): Promise<string | undefined>;
}

export const theSystem: AskedSystem = {
  platform: process.platform,
  program: process.execPath,
  run: (command, options) => runTool(command, options, TOOL_MS),
  // A file that is not there or not ours to read is no answer.
  read: (file) => readFile(file, 'utf8').catch(() => undefined),
};

function runTool(command: string, options: readonly string[], timeout: number): Promise<string | undefined> {
  const settings = { timeout, maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true, encoding: 'latin1' } as const;
  return new Promise((resolve) => {
    execFile(command, [...options], settings, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    );
  });
}

/**
 * The firewalls of this system that could be asked.
 * @param port the one that guests come to.
 * @param interfaceName the network's that they come from, if there is one.
 */
export async function findFirewalls(
  port: number,
  interfaceName: string | undefined,
  system: AskedSystem = theSystem,
): Promise<FirewallFinding[]> {
  switch (system.platform) {
    case 'win32':
      return found('windows', await askWindows(system));
    case 'darwin':
      return found('macos', await askMac(system));
    case 'linux': {
      const asked = [askUfw(system, port), askFirewalld(system, port, interfaceName)] as const;
      const [ufw, firewalld] = await Promise.all(asked);
      return [...found('ufw', ufw), ...found('firewalld', firewalld)];
    }
    default:
      return [];
  }
}

const found = (
  firewall: FirewallFinding['firewall'],
  verdict: FirewallVerdict | undefined,
): FirewallFinding[] => (verdict === undefined ? [] : [{ firewall, verdict }]);

/** The registry says it in every language, to everybody, at once; netsh speaks the person's, PowerShell takes long. */
async function askWindows({ program, run }: AskedSystem): Promise<FirewallVerdict | undefined> {
  const [policy, categories] = await Promise.all([
    run('reg', ['query', WINDOWS_POLICY, '/s']),
    run('powershell', ['-NoProfile', '-Command', '(Get-NetConnectionProfile).NetworkCategory']),
  ]);
  return policy === undefined ? undefined : judgeWindows(policy, categories, program, process.env);
}

async function askMac({ program, run }: AskedSystem): Promise<FirewallVerdict | undefined> {
  const questions = ['--getglobalstate', '--getblockall', '--listapps'];
  const [state, blockAll = '', apps = ''] = await Promise.all(
    questions.map((question) => run(MAC_TOOL, [question])),
  );
  // The firewall knows apps by their bundle.
  const app = /^.*?\.app(?=\/)/.exec(program)?.[0] ?? program;
  return state === undefined ? undefined : judgeMac(state, blockAll, apps, app);
}

async function askUfw({ read }: AskedSystem, port: number): Promise<FirewallVerdict | undefined> {
  const config = await read('/etc/ufw/ufw.conf');
  if (config === undefined) return undefined;
  const [defaults, rules] = await Promise.all([read('/etc/default/ufw'), read('/etc/ufw/user.rules')]);
  return judgeUfw({ config, defaults, rules }, port);
}

async function askFirewalld(
  { run }: AskedSystem,
  port: number,
  interfaceName: string | undefined,
): Promise<FirewallVerdict | undefined> {
  const state = await run('firewall-cmd', ['--state']);
  if (state === undefined) return undefined;
  // No answer means that the network is in the default zone.
  const asked = interfaceName && (await run('firewall-cmd', [`--get-zone-of-interface=${interfaceName}`]));
  const zone = asked ? [`--zone=${asked.trim()}`] : [];
  return judgeFirewalld(state, await run('firewall-cmd', [...zone, '--list-all']), port);
}

/** A command with its options, each passed on as it is. */
export interface Command {
  readonly command: string;
  readonly options: readonly string[];
}

/**
 * The command that replaces this program's rules in Windows Firewall by one that lets in whoever is on the same
 * network. It asks the person for an administrator's rights, and fails when they are not given.
 */
export function letGuestsIn(program: string): Command {
  const rule = 'netsh advfirewall firewall';
  const own = '"program=$program"';
  const script = [
    `$program = ${quoted(program)}`,
    // What Windows made of a "Cancel": it would beat any rule that allows.
    `${rule} delete rule name=all dir=in ${own}`,
    `${rule} add rule name=${RULE_NAME} dir=in action=allow ${own} profile=any remoteip=localsubnet enable=yes`,
    'exit $LASTEXITCODE',
  ].join('\n');
  const elevated = ['-NoProfile', '-EncodedCommand', encoded(script)].map(quoted).join(',');
  const outer = [
    "$ErrorActionPreference = 'Stop'",
    `$done = Start-Process powershell -Verb RunAs -WindowStyle Hidden -PassThru -Wait -ArgumentList ${elevated}`,
    'exit $done.ExitCode',
  ].join('\n');
  return { command: 'powershell', options: ['-NoProfile', '-EncodedCommand', encoded(outer)] };
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** How PowerShell takes a script as one word: nothing in it has to be escaped. */
const encoded = (script: string): string => Buffer.from(script, 'utf16le').toString('base64');

/** Runs `letGuestsIn`; true when guests are let in from now on. */
export async function openWindowsFirewall(): Promise<boolean> {
  const { command, options } = letGuestsIn(process.execPath);
  return (await runTool(command, options, PERSON_MS)) !== undefined;
}
