import { serveCalls } from '../../harness/worker/serve-calls.js';
import { Crowd, type Place } from './crowd.js';

const crowd = new Crowd();

const calls = {
  open: (place: Place, count: number) => crowd.open(place, count),
  begin: () => crowd.begin(),
  delivered: () => crowd.delivered,
  totals: () => crowd.totals(),
  stall: (index: number) => crowd.stall(index),
  close: () => crowd.close(),
};

export type LoadCalls = typeof calls;
serveCalls(calls);
