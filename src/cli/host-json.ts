/**
 * The host told and watched through JSON lines: what happens goes to stdout, commands come from stdin. For programs
 * that start a host; the LAN has no way here.
 */
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { parseRoomCode } from '../core/ids.ts';
import type { HostHandle } from '../host/host.ts';
import { roomCommandSchema } from '../protocol/messages.ts';
import { HOST_LINE_FORMS, hostLineSchema, obeyForHost } from './host-lines.ts';

/** One line of stdin in JSON mode: something to do in a room, with a worker, or with the whole host, or a question. */
const commandLineSchema = v.union([
  hostLineSchema,
  v.object({ room: v.string(), command: roomCommandSchema }),
  v.object({ worker: v.pipe(v.number(), v.integer()), do: v.picklist(['drain', 'restart']) }),
  v.object({ ask: v.literal('status') }),
]);
type CommandLine = v.InferOutput<typeof commandLineSchema>;

const COMMAND_FORMS = `A command is {"room":"BCDF","command":{"do":"start"}}, {"worker":1,"do":"drain"} (or "restart"), {"ask":"status"}, or one of ${HOST_LINE_FORMS}.`;

/** Prints that the host is ready, then every event, and obeys every command. */
export function speakJson(host: HostHandle): void {
  printReady(host);
  host.onEvent(printLine);
  obeyCommands(host);
}

/** One event, or one answer. */
export const printLine = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

function printReady(host: HostHandle): void {
  const { port, rooms, workers, links } = host.status();
  printLine({
    event: 'ready',
    port,
    urls: links.map(({ url }) => url),
    rooms: rooms.map(({ info: { code, game, epoch }, owner }) => ({ code, game, owner, epoch })),
    workers: workers.map(({ id, pid }) => ({ id, pid })),
  });
}

function obeyCommands(host: HostHandle): void {
  createInterface({ input: process.stdin }).on('line', async (line) => {
    let parsed: v.SafeParseResult<typeof commandLineSchema> | undefined;
    try {
      parsed = v.safeParse(commandLineSchema, JSON.parse(line));
    } catch {
      // Not JSON at all: answered below.
    }
    if (parsed?.success) await obey(host, parsed.output);
    else printLine({ event: 'command-failed', text: COMMAND_FORMS });
  });
}

async function obey(host: HostHandle, line: CommandLine): Promise<void> {
  if ('ask' in line) {
    if (line.ask === 'status') {
      printLine({ event: 'status', ...host.status() });
      return;
    }
    const done = await obeyForHost(host, line);
    printLine(
      done.ok ? { event: 'done', ask: line.ask } : { event: 'command-failed', text: done.error.text },
    );
    return;
  }
  if ('worker' in line) {
    await obeyForWorker(host, line);
    return;
  }
  const code = parseRoomCode(line.room);
  if (code === undefined) {
    printLine({ event: 'command-failed', text: COMMAND_FORMS });
    return;
  }
  const result = await host.command(code, line.command);
  if (!result.ok) printLine({ event: 'command-failed', text: result.error.text });
}

async function obeyForWorker(
  host: HostHandle,
  { worker, do: what }: Extract<CommandLine, { worker: number }>,
): Promise<void> {
  const result = await (what === 'drain' ? host.drain(worker) : host.restart(worker));
  if (!result.ok) {
    printLine({ event: 'command-failed', worker, text: result.error.text });
    return;
  }
  const { rooms, guests } = host.status().workers.find(({ id }) => id === worker) ?? { rooms: 0, guests: 0 };
  printLine({ event: what === 'drain' ? 'drained' : 'restarted', worker, rooms, guests });
}
