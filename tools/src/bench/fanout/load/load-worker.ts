import { serveCalls } from '../../harness/worker/serve-calls.js';
import { ClientPool, type Place } from './client-pool.js';

const clientPool = new ClientPool();

const calls = {
  open: (place: Place, count: number) => clientPool.open(place, count),
  begin: () => clientPool.begin(),
  delivered: () => clientPool.delivered,
  totals: () => clientPool.totals(),
  stall: (index: number) => clientPool.stall(index),
  close: () => clientPool.close(),
};

export type LoadCalls = typeof calls;
serveCalls(calls);
