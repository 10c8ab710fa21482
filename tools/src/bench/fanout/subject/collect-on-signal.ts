import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/*
 * Loaded into every server before its own code: SIGUSR2 starts a garbage collection. Memory per client is measured
 * without garbage, of which each server makes a different amount while clients connect. An ordinary full collection
 * keeps objects that were allocated while an earlier collection ran; the collection of last resort frees them too.
 */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: object) => void;
process.on('SIGUSR2', () => collect({ type: 'major', execution: 'sync', flavor: 'last-resort' }));
