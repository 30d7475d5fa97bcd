/**
 * Looks for hosts nearby, as the desktop app does, and prints the list as one JSON line whenever it changes. A process
 * of its own because tests start it on another computer of a made-up network. Ends when its input ends.
 */
import { watchNearby } from '../../src/host/nearby.ts';

const complain = (fields: object, message: string): void => console.error(message, fields);
const logger = { error: complain, warn: complain, info: complain, debug: complain };
const watch = watchNearby({ logger, onChange: (hosts) => console.log(JSON.stringify(hosts)) });

process.stdin.on('end', () => watch.close()).resume();
