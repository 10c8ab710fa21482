import { setTimeout as wait } from 'node:timers/promises';
import { until } from '@starling/testing';
import { type Contact, type Phone, type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';
import { startWorker, type Worker } from '../../harness/worker/worker.js';
import { checkedClientOf, createAccount } from '../../harness/checked-client.js';
import { linkPhone } from '../../harness/link-phone.js';
import { type BenchReport } from '../../harness/report.js';
import { type Counts, countAll } from './counts.js';
import { type FailingSinkCalls } from './failing-sink-worker.js';
import { KillableProduct, VICTIMS } from './killable-product.js';
import { type Mark, writeMark } from './mark.js';
import { publishedMarks } from './published-marks.js';

const INSTANCES = 8;
const CONTACTS_EACH = 3;
const MESSAGES_A_SECOND = 60;
const RATE_LIMIT = 1_000_000;
/** Longer than the longest run, so that the order of all events can be read at the end. */
const KEPT_SECONDS = 86_400;
/** A killed process is started again after this time. */
const DEAD_FOR_MS = 1_000;
/** The next process is killed after so many further arrivals, which prove that the previous one works again. */
const ARRIVALS_BETWEEN = 50;
const LIMIT_MS = 300_000;

type Sink = Worker<FailingSinkCalls>;
type Pair = readonly [contact: Contact, phone: Phone];

/**
 * Contacts of the local WhatsApp send messages, and the servers of customers fail a fifth of their requests.
 * Meanwhile the processes except Postgres are killed and started again, one after another. In the end every message
 * must have arrived.
 */
export async function benchWebhooksChaos(events: number): Promise<BenchReport> {
  const sandbox = await startSandbox({ receiptDelayMs: 10 });
  const sink = startWorker<FailingSinkCalls>(new URL('./failing-sink-worker.js', import.meta.url));
  const product = await KillableProduct.start(sandbox.url);
  try {
    const { pairs, instanceIds } = await openInstances(product, sandbox, sink);
    const sent: Mark[] = [];
    const killing = new AbortController();
    const [deaths] = await Promise.all([
      killOneByOne(product, sink, killing.signal),
      sendAll(pairs, events, sent).finally(() => killing.abort()),
    ]);
    await until(async () => (await sink.call('arrived')) >= events, { limitMs: LIMIT_MS }).catch(
      () => undefined,
    );
    const published = await publishedMarks(product.redisUrl, instanceIds);
    const counts = countAll(sent, await sink.call('requests'), published);
    return reportOf(counts, deaths, await deadLettersOf(product));
  } finally {
    await product.stop();
    await sink.stop();
    await sandbox.close();
  }
}

/** Creates one account. Each instance has its own server, and contacts that write to it. */
async function openInstances(product: KillableProduct, sandbox: Sandbox, sink: Sink) {
  const token = await createAccount(product.baseUrl, product.adminToken, {
    name: 'chaos',
    rateLimitPerMinute: RATE_LIMIT,
    eventRetentionSeconds: KEPT_SECONDS,
  });
  const client = checkedClientOf(product.baseUrl, token);
  const pairs: Pair[] = [];
  const instanceIds: string[] = [];
  for (const [index, port] of (await sink.call('open', INSTANCES)).entries()) {
    const name = `s${index}`;
    const made = await client.post<{ instance: { id: string } }>('/api/instance/new', { name });
    instanceIds.push(made.instance.id);
    const url = `http://127.0.0.1:${port}/hook`;
    await client.post(`/api/events/webhook/${name}`, {
      enabled: true,
      url,
      events: ['message.exchange'],
    });
    const phone = await linkPhone(client, sandbox, name);
    for (let one = 0; one < CONTACTS_EACH; one += 1) pairs.push([sandbox.contacts.add(), phone]);
  }
  return { pairs, instanceIds };
}

/** Sends at an even rate over all chats, in order within each chat. */
async function sendAll(pairs: readonly Pair[], events: number, sent: Mark[]): Promise<void> {
  const everyMs = (1_000 * pairs.length) / MESSAGES_A_SECOND;
  await Promise.all(
    pairs.map(async ([contact, phone], chat) => {
      const startedAt = performance.now();
      for (let place = 0; place * pairs.length + chat < events; place += 1) {
        await wait(Math.max(0, startedAt + place * everyMs - performance.now()));
        await contact.send(phone, writeMark({ chat, place }));
        sent.push({ chat, place });
      }
    }),
  );
}

/** Resolves with the number of kills once every kind was killed, and the last killed process runs again. */
async function killOneByOne(
  product: KillableProduct,
  sink: Sink,
  signal: AbortSignal,
): Promise<number> {
  let deaths = 0;
  for (;;) {
    const arrived = await sink.call('arrived');
    const enough = async () => (await sink.call('arrived')) >= arrived + ARRIVALS_BETWEEN;
    await until(async () => signal.aborted || (await enough()), { limitMs: LIMIT_MS });
    if (signal.aborted && deaths >= VICTIMS.length) return deaths;
    const victim = VICTIMS[deaths % VICTIMS.length] as (typeof VICTIMS)[number];
    await product.kill(victim);
    await wait(DEAD_FOR_MS);
    await product.startAgain(victim);
    deaths += 1;
  }
}

async function deadLettersOf(product: KillableProduct): Promise<number> {
  const operator = checkedClientOf(product.baseUrl, product.adminToken);
  const { accounts } = await operator.get<{ accounts: { deadLetters: number }[] }>(
    '/admin/deliveries',
  );
  return accounts.reduce((sum, { deadLetters }) => sum + deadLetters, 0);
}

const reportOf = (counts: Counts, deaths: number, deadLetters: number): BenchReport => ({
  name: 'webhooks-chaos',
  figures: { ...counts, deaths, deadLetters },
  floor: {},
  ratios: {},
  notes: [
    `${INSTANCES} instances with a server each, ${CONTACTS_EACH} chats each, ${MESSAGES_A_SECOND} messages a second from contacts of the local WhatsApp`,
    'order: of first attempts beside the order of events; overtaken: of events beside the order of sending',
    `kill -9 of ${VICTIMS.join(', ')}, one process of each, one after another; a second of absence; the next kill once ${ARRIVALS_BETWEEN} more messages have arrived`,
    'a fifth of the requests fail, half of them with a broken connection, no message more than twice',
  ],
});
