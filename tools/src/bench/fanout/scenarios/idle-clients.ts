import { setTimeout as wait } from 'node:timers/promises';
import { type Subject } from '../subject/subject.js';
import { rssBytesOf } from '../../harness/process-usage.js';

/** The heap has grown to its working size with so many clients. */
const BEFORE = 2_000;
const MORE = 8_000;
const SETTLE_MS = 1_000;
const COLLECTIONS = 3;

export interface Idle {
  readonly clients: number;
  readonly kbPerClient: number;
}

export async function measureIdle(subject: Subject): Promise<Idle> {
  const { load, place } = subject;
  await load.call('open', place, BEFORE);
  const before = await settledBytes(subject);
  await load.call('open', place, MORE);
  const after = await settledBytes(subject);
  await load.call('close');
  return { clients: BEFORE + MORE, kbPerClient: (after - before) / 1_024 / MORE };
}

async function settledBytes({ serverPid }: Subject): Promise<number> {
  for (let collected = 0; collected < COLLECTIONS; collected += 1) {
    await wait(SETTLE_MS);
    process.kill(serverPid, 'SIGUSR2');
  }
  await wait(SETTLE_MS);
  return rssBytesOf(serverPid);
}
