/** Takes a UDP port for itself alone, and prints `true` when it has it. Ends when its input ends. */
import { createSocket } from 'node:dgram';

const socket = createSocket('udp4').bind(Number(process.argv[2]), () => console.log(true));
process.stdin.on('end', () => socket.close()).resume();
