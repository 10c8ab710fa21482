import { setTimeout as wait } from 'node:timers/promises';
import { until } from '@starling/testing';
import { type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';
import { pairUp } from '@starling/whatsapp-sandbox/bench';
import { type Deployment } from '../../harness/deployment.js';
import { startWorker, type Worker } from '../../harness/worker/worker.js';
import { LinkedDeployment } from './linked-deployment.js';
import { type ListenerCalls } from './listener-worker.js';
import { type Journey, type Journeys, summarize } from './journeys.js';

export const SESSIONS = 100;
export const MESSAGES_PER_SECOND = 200;
const MESSAGES = 2_000;
const STEP_MS = 1;
/** A frame that has not come by then counts as lost. */
const LAST_LIMIT_MS = 20_000;

export interface EndToEnd {
  /** Clients without `since`: their frames have the three keys of the contract. */
  readonly plain: Journeys;
  /** Clients that resume: the ids of their frames contain the time at which Redis stored the event. */
  readonly resuming: Journeys;
}

/**
 * From a contact's message to the frame at the client. Every process is the production one; WhatsApp is the sandbox.
 */
export async function measureEndToEnd(deployment: Deployment): Promise<EndToEnd> {
  const sandbox = await startSandbox({ receiptDelayMs: 10 });
  const listeners = startWorker<ListenerCalls>(new URL('./listener-worker.js', import.meta.url));
  try {
    const product = await LinkedDeployment.start(deployment, sandbox);
    try {
      const names = await product.link(SESSIONS, sandbox);
      const measure = async (query: string) => {
        await listeners.call(
          'open',
          names.map((name) => product.addressOf(name, query)),
        );
        const journeys = await travel(sandbox, listeners);
        await listeners.call('close');
        return journeys;
      };
      const plain = await measure('');
      return { plain, resuming: await measure('&since=now') };
    } finally {
      await product.stop();
    }
  } finally {
    await listeners.stop();
    await sandbox.close();
  }
}

async function travel(sandbox: Sandbox, listeners: Worker<ListenerCalls>): Promise<Journeys> {
  const pairs = pairUp(sandbox);
  const sent = new Map<string, Pick<Journey, 'startedMs' | 'handedMs'>>();
  const send = async (index: number) => {
    const [contact, phone] = pairs[index % pairs.length] as (typeof pairs)[number];
    const startedMs = nowMs();
    const { id } = await contact.send(phone, `message ${index}, of the length that people write`);
    sent.set(id, { startedMs, handedMs: nowMs() });
  };
  const waitForFrames = async () => {
    const haveAll = async () => (await listeners.call('seen')) >= sent.size;
    await until(haveAll, { limitMs: LAST_LIMIT_MS }).catch(() => undefined);
    return listeners.call('collect');
  };
  // A contact's first message agrees on keys. It is not measured.
  for (let index = 0; index < pairs.length; index += 1) await send(index);
  await waitForFrames();
  sent.clear();
  const [startedAt, sending] = [performance.now(), [] as Promise<void>[]];
  while (sending.length < MESSAGES) {
    const due = ((performance.now() - startedAt) / 1_000) * MESSAGES_PER_SECOND;
    while (sending.length < Math.min(due, MESSAGES)) sending.push(send(sending.length));
    await wait(STEP_MS);
  }
  await Promise.all(sending);
  const perSecond = (MESSAGES / (performance.now() - startedAt)) * 1_000;
  const seen = await waitForFrames();
  const arrived = seen.flatMap(({ messageId, ...at }) => {
    const start = sent.get(messageId);
    return start ? [{ ...start, ...at }] : [];
  });
  return summarize(arrived, { perSecond, lost: MESSAGES - arrived.length });
}

const nowMs = (): number => performance.timeOrigin + performance.now();
