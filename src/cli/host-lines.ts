/**
 * Lines of stdin that are for the whole host, in the words of the console's contract: who is kept out, whether
 * names are looked at, what is erased. For the headless host in JSON mode.
 */
import * as v from 'valibot';
import { assertNever, ok, type Result } from '../core/result.ts';
import type { HostHandle } from '../host/host.ts';
import { type HostProblem, roomCodeSchema } from '../protocol/console.ts';

export const hostLineSchema = v.variant('ask', [
  v.object({ ask: v.literal('ban'), code: roomCodeSchema, seat: v.pipe(v.number(), v.integer()) }),
  v.object({ ask: v.literal('unban'), device: v.string() }),
  v.object({ ask: v.literal('name-filter'), on: v.boolean() }),
  v.object({ ask: v.literal('erase') }),
]);
export type HostLine = v.InferOutput<typeof hostLineSchema>;

export const HOST_LINE_FORMS =
  '{"ask":"ban","code":"BCDF","seat":0}, {"ask":"unban","device":"…"}, {"ask":"name-filter","on":false}, {"ask":"erase"}';

/** Does what the line says. */
export async function obeyForHost(host: HostHandle, line: HostLine): Promise<Result<void, HostProblem>> {
  switch (line.ask) {
    case 'ban':
      return host.ban(line.code, line.seat);
    case 'unban':
      return ok(host.unban(line.device));
    case 'name-filter':
      return ok(host.setNameFilter(line.on));
    case 'erase':
      return host.erase();
    default:
      return assertNever(line);
  }
}
