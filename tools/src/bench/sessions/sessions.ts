import { setTimeout as wait } from 'node:timers/promises';
import { until } from '@starling/testing';
import { type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';
import { BareClients, inLanes, pairUp } from '@starling/whatsapp-sandbox/bench';
import { type BenchReport } from '../harness/report.js';
import { cpuMsOf, rssBytesOf } from '../harness/process-usage.js';
import { SessionProduct } from '../harness/session-product.js';
import { bareSubject, productSubject, type Subject } from './subject.js';

const SIZES = [100, 300, 1_000] as const;
const MESSAGES = 6_000;
/** Memory is read so long after the last session opened. */
const SETTLE_MS = 10_000;
const MEGABYTE = 1e6;
const LIMIT_MS = 300_000;

type Figures = Record<string, number>;

/**
 * One session-worker beside one process of bare Baileys sockets, measured one after the other: memory of an idle
 * session, and CPU time of an incoming message from a known contact.
 */
export async function benchSessions(): Promise<BenchReport> {
  const figures = await withSandbox(measureProduct);
  const floor = await withSandbox(measureBare);
  const ratios = Object.fromEntries(
    Object.entries(figures)
      .filter(([name]) => floor[name])
      .map(([name, value]) => [name, value / (floor[name] as number)]),
  );
  return {
    name: 'sessions',
    figures,
    floor,
    ratios,
    notes: [
      `MB: resident memory of the process above the empty one, by sessions; ms: its processor time by message, ${MESSAGES} from known contacts as fast as they go`,
      'floor: unmodified Baileys sockets with keys in memory, nothing stored, in one process of their own',
      'reopenSeconds: all sessions of the largest size, from the start of a new worker to the last one open',
    ],
  };
}

async function withSandbox(measure: (sandbox: Sandbox) => Promise<Figures>): Promise<Figures> {
  const sandbox = await startSandbox({ receiptDelayMs: 10 });
  try {
    return await measure(sandbox);
  } finally {
    await sandbox.close();
  }
}

async function measureProduct(sandbox: Sandbox): Promise<Figures> {
  const product = await SessionProduct.start(sandbox);
  try {
    const figures = await measureSizes(productSubject(product, sandbox), sandbox);
    await product.worker.stop();
    const startedAt = performance.now();
    await product.startWorker();
    await product.openCount(SIZES.at(-1) as number);
    return { ...figures, reopenSeconds: (performance.now() - startedAt) / 1_000 };
  } finally {
    await product.stop();
  }
}

async function measureBare(sandbox: Sandbox): Promise<Figures> {
  const clients = BareClients.start(sandbox);
  try {
    await clients.until(() => clients.rssBytes > 0);
    return await measureSizes(bareSubject(clients), sandbox);
  } finally {
    clients.stop();
  }
}

async function measureSizes(subject: Subject, sandbox: Sandbox): Promise<Figures> {
  const figures: Figures = {};
  const emptyBytes = await rssBytesOf(subject.pid);
  for (const size of SIZES) {
    await subject.open(size);
    await wait(SETTLE_MS);
    const idleBytes = (await rssBytesOf(subject.pid)) - emptyBytes;
    figures[`mbPerSession${size}`] = idleBytes / size / MEGABYTE;
    const { cpuMs, perSecond } = await measureMessages(subject, sandbox);
    figures[`cpuMsPerMessage${size}`] = cpuMs;
    figures[`messagesPerSecond${size}`] = perSecond;
  }
  return figures;
}

async function measureMessages(subject: Subject, sandbox: Sandbox) {
  const pairs = pairUp(sandbox);
  const send = async (total: number) => {
    const before = await subject.received();
    await inLanes(total, async (index) => {
      const [contact, phone] = pairs[index % pairs.length] as (typeof pairs)[number];
      await contact.send(phone, `message ${index}, of the length that people write`);
    });
    await until(async () => (await subject.received()) >= before + total, { limitMs: LIMIT_MS });
  };
  // A contact's first message agrees on keys. It is not measured.
  await send(pairs.length);
  const [cpuBefore, startedAt] = [await cpuMsOf(subject.pid), performance.now()];
  await send(MESSAGES);
  const cpuMs = ((await cpuMsOf(subject.pid)) - cpuBefore) / MESSAGES;
  return { cpuMs, perSecond: (MESSAGES / (performance.now() - startedAt)) * 1_000 };
}
