/** What people type into "Join a game", and what is answered when nobody can tell what they meant. */
import { describe, expect, test } from 'vitest';
import { JOIN_TEXT_LENGTH, parseJoinTarget } from '../../src/protocol/join-target.ts';

const host = (origin: string, code?: string) => ({ ok: true, value: { by: 'host', origin, code } });

describe('parseJoinTarget', () => {
  test.each([
    ['http://192.168.1.20:7420/BCDF', host('http://192.168.1.20:7420', 'BCDF')],
    ['HTTP://192.168.1.20:7420/bcdf/', host('http://192.168.1.20:7420', 'BCDF')],
    ['  192.168.1.20:7420/bcdf#token ', host('http://192.168.1.20:7420', 'BCDF')],
    ['192.168.1.20', host('http://192.168.1.20:7420')],
    ['192.168.1.20/BCDF', host('http://192.168.1.20:7420', 'BCDF')],
    ['192.168.1.20:8000', host('http://192.168.1.20:8000')],
    ['http://192.168.1.20/', host('http://192.168.1.20')],
    ['https://play.example:444/?x=1', host('https://play.example:444')],
    ['[fe80::1]:7421/BCDF', host('http://[fe80::1]:7421', 'BCDF')],
    ['Den-PC.local', host('http://den-pc.local:7420')],
    ['localhost', host('http://localhost:7420')],
  ])('%j names a host', (text, target) => {
    expect(parseJoinTarget(text)).toEqual(target);
  });

  test.each(['BCDF', 'bcdf', ' b c d f ', 'BC-DF'])('%j is a room code', (text) => {
    expect(parseJoinTarget(text)).toEqual({ ok: true, value: { by: 'code', code: 'BCDF' } });
  });

  test.each([
    '',
    '   ',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ftp://192.168.1.20',
    'http://name:secret@192.168.1.20/',
    'http://',
    '192.168.1.20:0',
    '192.168.1.20:70000',
    '192.168.1.20/settings',
    '192.168.1.20 BCDF',
    '<b>hello</b>',
    `${'a'.repeat(JOIN_TEXT_LENGTH)}.local`,
  ])('%j is refused with a sentence', (text) => {
    const parsed = parseJoinTarget(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.error).toMatch(/^[A-Z].{20,}\.$/);
  });
});
