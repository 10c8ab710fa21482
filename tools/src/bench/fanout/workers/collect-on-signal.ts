import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/*
 * Loaded into every server before its own code. Garbage that nobody has collected yet says nothing about what a client
 * costs, and each server makes another amount of it while clients arrive.
 */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
process.on('SIGUSR2', collect);
