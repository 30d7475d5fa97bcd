// breakdown of outages after kill -9
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { rmSync } from 'node:fs';
const main = '/work/main';
const { startBots } = await import(main + '/src/bots/bot-fleet.ts');
const port = 7600 + Math.floor(Math.random() * 300);
rmSync('/tmp/plo', { recursive: true, force: true });
const h = spawn('node', [main + '/dist/node/host.mjs', '--json', '--port', String(port), '--workers', '3', '--rooms', '8', '--bots', '0', '--data', '/tmp/plo'], { stdio: ['pipe', 'pipe', 'inherit'] });
const workers = new Map<number, number>();
const lines: any[] = [];
createInterface({ input: h.stdout }).on('line', (l) => { const e = JSON.parse(l); lines.push({ t: performance.now(), ...e }); if (e.event === 'ready') for (const w of e.workers) workers.set(w.id, w.pid); if (e.event === 'worker-ready') workers.set(e.worker, e.pid); if (e.event === 'worker-exit') workers.delete(e.worker); });
while (!lines.length) await new Promise((r) => setTimeout(r, 50));
const last = new Map<any, { t: number; epoch: number }>();
let killAt = 0; let outs: number[] = []; const log: any[] = [];
const fleet = await startBots({ origin: `http://127.0.0.1:${port}`, rooms: 'all', count: 8, level: 'medium', ready: true, seed: 1,
  onSnapshot: (b: any, s: any) => { const p = last.get(b); if (killAt && p && p.t <= killAt + 60 && s.epoch > p.epoch) { outs.push(s.receivedAtMs - p.t); } last.set(b, { t: s.receivedAtMs, epoch: s.epoch }); },
  });
await new Promise((r) => setTimeout(r, 7000));
const pct = (a: number[], p: number) => a.sort((x, y) => x - y)[Math.min(a.length - 1, Math.floor(a.length * p))];
const all: number[] = [];
for (let i = 0; i < Number(process.argv[2] ?? 5); i++) {
  outs = []; killAt = performance.now();
  const ids = [...workers.keys()]; const id = ids[i % ids.length]!;
  const from = lines.length;
  process.kill(workers.get(id)!, process.argv[3] ?? 'SIGKILL');
  await new Promise((r) => setTimeout(r, 900));
  killAt0 = killAt; 
  console.log(`kill worker ${id}: n=${outs.length} p50=${pct(outs, .5)?.toFixed(0)} p90=${pct(outs, .9)?.toFixed(0)} max=${pct(outs, 1)?.toFixed(0)}`, lines.slice(from).map((l) => `${l.event}@${(l.t - killAt).toFixed(0)}`).join(' '));
  all.push(...outs); killAt = 0;
  await new Promise((r) => setTimeout(r, 4000));
}
console.log(`all n=${all.length} p50=${pct(all, .5).toFixed(0)} p99=${pct(all, .99).toFixed(0)} max=${pct(all, 1).toFixed(0)}`);
fleet.close(); h.kill('SIGTERM'); setTimeout(() => process.exit(0), 1500);
var killAt0 = 0;
