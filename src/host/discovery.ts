/**
 * What a host says of itself by DNS-SD, and how others read it: a service `_porchlight._tcp` with a few facts, and a
 * name that can be typed. The network is hostile: what is read has passed a schema, and is cut to size. The announcer
 * writes with this, the search for nearby hosts reads.
 */
import * as v from 'valibot';
import { cleanName } from '../protocol/limits.ts';

export const SERVICE = '_porchlight._tcp.local';

/** Others may believe an announcement for so long, seconds. */
const TTL_SECONDS = 120;
/** Records of one packet that are looked at. */
const MAX_RECORDS = 40;
const NAME_LENGTH = 40;
const GAMES = 8;
const TITLE_LENGTH = 24;
/** A part of a DNS name has 63 characters at most; some are kept for a number behind it. */
const LABEL_LENGTH = 50;

/** What everybody on the network may know of a host. */
export interface HostNews {
  readonly version: string;
  /** What the computer is called. */
  readonly name: string;
  readonly rooms: number;
  /** People who are in. */
  readonly players: number;
  /** Titles, each once. */
  readonly games: readonly string[];
}

export interface Announcement {
  /** The host's own part of its service's name: another one for every start. */
  readonly id: string;
  /** 'porchlight-den.local' */
  readonly localName: string;
  readonly port: number;
  readonly news: HostNews;
}

/** A host as its announcement describes it. */
export interface HostHeard extends HostNews {
  readonly id: string;
  readonly port: number;
}

interface RecordHead {
  readonly name: string;
  readonly ttl: number;
  /** What was said of this name before is wrong. */
  readonly flush?: boolean;
}
export type DnsRecord = RecordHead &
  (
    | { readonly type: 'PTR' | 'A'; readonly data: string }
    | { readonly type: 'TXT'; readonly data: string[] }
    | { readonly type: 'SRV'; readonly data: { readonly port: number; readonly target: string } }
  );

/** All that a host says: that it is there, or (`isOver`) that it is not any more. */
export function recordsOf(
  { id, localName, port, news }: Announcement,
  addresses: readonly string[],
  isOver: boolean,
): DnsRecord[] {
  const ttl = isOver ? 0 : TTL_SECONDS;
  const instance = `${id}.${SERVICE}`;
  const own = { name: instance, ttl, flush: true };
  return [
    { name: SERVICE, type: 'PTR', ttl, data: instance },
    { ...own, type: 'SRV', data: { port, target: localName } },
    { ...own, type: 'TXT', data: textOf(news) },
    ...addresses.map((data) => ({ name: localName, type: 'A' as const, ttl, flush: true, data })),
  ];
}

function textOf({ version, name, rooms, players, games }: HostNews): string[] {
  const titles = games.slice(0, GAMES).map((title) => title.replaceAll(',', ' ').slice(0, TITLE_LENGTH));
  return [
    `v=${version}`,
    `name=${name.slice(0, NAME_LENGTH)}`,
    `rooms=${rooms}`,
    `players=${players}`,
    `games=${titles}`,
  ];
}

/** 'porchlight-den' for a computer called "Den.fritz.box"; `attempt` from 1 on, for a name that is taken. */
export function localNameFor(hostName: string, attempt: number): string {
  const label = firstLabel(hostName)
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .slice(0, LABEL_LENGTH)
    .replace(/^-|-$/g, '');
  return `porchlight-${label === '' ? 'host' : label}${attempt === 1 ? '' : `-${attempt}`}.local`;
}

/** What people call the computer: without the network's own part of the name. */
export const firstLabel = (hostName: string): string => hostName.split('.', 1)[0]!;

const dnsName = v.pipe(
  v.string(),
  v.maxLength(255),
  v.transform((name) => name.toLowerCase()),
);
const recordSchema = v.variant('type', [
  v.object({ type: v.literal('PTR'), name: dnsName, ttl: v.number(), data: dnsName }),
  v.object({
    type: v.literal('SRV'),
    name: dnsName,
    data: v.object({ port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)) }),
  }),
  v.object({
    type: v.literal('TXT'),
    name: dnsName,
    data: v.pipe(v.array(v.instance(Uint8Array)), v.maxLength(16)),
  }),
  v.object({ type: v.literal('A'), name: dnsName, data: v.pipe(v.string(), v.ipv4()) }),
]);
type ReadRecord = v.InferOutput<typeof recordSchema>;

const count = v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number));
const words = (length: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => cleanName(text).slice(0, length)),
  );
const newsSchema = v.object({
  v: words(NAME_LENGTH),
  name: v.pipe(words(NAME_LENGTH), v.minLength(1)),
  rooms: count,
  players: count,
  games: v.pipe(
    v.string(),
    v.transform((text) => text.split(',', GAMES).map((title) => cleanName(title).slice(0, TITLE_LENGTH))),
    v.transform((titles) => titles.filter((title) => title !== '')),
  ),
});

function readable(records: readonly unknown[]): ReadRecord[] {
  return records.slice(0, MAX_RECORDS).flatMap((record) => {
    const read = v.safeParse(recordSchema, record);
    return read.success ? [read.output] : [];
  });
}

/** The hosts that a packet describes in full, and the ids of those that have said goodbye. */
export function readHosts(packet: readonly unknown[]): { here: HostHeard[]; gone: string[] } {
  const here: HostHeard[] = [];
  const gone: string[] = [];
  const records = readable(packet);
  for (const record of records) {
    if (record.type !== 'PTR' || record.name !== SERVICE || !record.data.endsWith(`.${SERVICE}`)) continue;
    const id = record.data.slice(0, -SERVICE.length - 1);
    const host = record.ttl === 0 ? undefined : describe(id, records);
    if (record.ttl === 0) gone.push(id);
    else if (host !== undefined) here.push(host);
  }
  return { here, gone };
}

function describe(id: string, records: readonly ReadRecord[]): HostHeard | undefined {
  const own = records.filter(({ name }) => name === `${id}.${SERVICE}`);
  const service = own.find((record) => record.type === 'SRV');
  const text = own.find((record) => record.type === 'TXT');
  if (service === undefined || text === undefined) return undefined;
  const news = v.safeParse(newsSchema, Object.fromEntries(text.data.map(readPair)));
  if (!news.success) return undefined;
  const { v: version, ...facts } = news.output;
  return { id, port: service.data.port, version, ...facts };
}

function readPair(bytes: Uint8Array): [string, string] {
  const text = new TextDecoder().decode(bytes);
  const end = text.indexOf('=');
  return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)];
}

/** The addresses that a packet gives to `localName`. */
export const addressesOf = (localName: string, packet: readonly unknown[]): string[] =>
  readable(packet).flatMap((record) =>
    record.type === 'A' && record.name === localName ? [record.data] : [],
  );
