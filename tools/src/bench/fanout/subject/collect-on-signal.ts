import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/*
 * Loaded into every server before its own code. Garbage that nobody has collected yet says nothing about what a client
 * costs, and each server makes another amount of it while clients arrive. An ordinary full collection leaves what was
 * allocated while another one was under way; the one of last resort leaves nothing.
 */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: object) => void;
process.on('SIGUSR2', () => collect({ type: 'major', execution: 'sync', flavor: 'last-resort' }));
