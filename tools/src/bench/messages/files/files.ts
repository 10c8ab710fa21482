import { until } from '@starling/testing';
import { type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';
import { startWorker } from '../../harness/worker/worker.js';
import { type BenchReport } from '../../harness/report.js';
import { rssBytesOf } from '../../harness/process-usage.js';
import { SessionProduct } from '../../harness/session-product.js';
import { type Lane } from '../senders/drive.js';
import { type RestCalls } from '../senders/rest-worker.js';
import { type FileServerCalls } from './file-server-worker.js';
import { highestRss } from './highest-rss.js';

const SESSIONS = 10;
const FILES = 100;
const FILE_BYTES = 16 * 1024 * 1024;
const MEGABYTE = 1e6;
const ARRIVAL_LIMIT_MS = 60_000;

/** The memory of one session-worker while it sends a hundred large documents by URL at the same time. */
export async function benchFiles(): Promise<BenchReport> {
  const sandbox = await startSandbox({ receiptDelayMs: 10 });
  const server = startWorker<FileServerCalls>(new URL('./file-server-worker.js', import.meta.url));
  const load = startWorker<RestCalls>(new URL('../senders/rest-worker.js', import.meta.url));
  let product: SessionProduct | undefined;
  try {
    product = await SessionProduct.start(sandbox, {
      ALLOW_PRIVATE_URLS: 'true',
      NODE_EXTRA_CA_CERTS: sandbox.caFile,
    });
    await product.open(SESSIONS, sandbox);
    await load.call('open', product.gateway.baseUrl, product.token);
    const filesUrl = await server.call('open', FILE_BYTES);
    const send = (lanes: readonly Lane[]) => load.call('sendFiles', lanes, filesUrl);
    return await measure(product, sandbox, send);
  } finally {
    await load.stop();
    await server.stop();
    await product?.stop();
    await sandbox.close();
  }
}

async function measure(
  { worker, gateway }: SessionProduct,
  sandbox: Sandbox,
  send: (lanes: readonly Lane[]) => Promise<void>,
): Promise<BenchReport> {
  const contacts = sandbox.contacts.addMany(FILES);
  const lanes = contacts.map(({ number }, index) => ({ session: index % SESSIONS, number }));
  const arrived = () => contacts.reduce((sum, { inbox }) => sum + inbox.length, 0);
  // Each session sends one file first: the memory of code that is loaded for the first file is not measured.
  await send(lanes.slice(0, SESSIONS));
  const beforeBytes = await rssBytesOf(worker.pid);
  const gatewayBeforeBytes = await rssBytesOf(gateway.pid);
  const startedMs = performance.now();
  let gatewayHighestBytes = 0;
  const highestBytes = await highestRss(worker.pid, async () => {
    gatewayHighestBytes = await highestRss(gateway.pid, () => send(lanes));
  });
  const seconds = (performance.now() - startedMs) / 1_000;
  const expected = FILES + SESSIONS;
  await until(() => arrived() >= expected, { limitMs: ARRIVAL_LIMIT_MS }).catch(() => undefined);
  return {
    name: 'messages --files',
    floor: {},
    ratios: {},
    figures: {
      idleMb: beforeBytes / MEGABYTE,
      highestMb: highestBytes / MEGABYTE,
      grownMb: (highestBytes - beforeBytes) / MEGABYTE,
      afterwardsMb: (await rssBytesOf(worker.pid)) / MEGABYTE,
      gatewayGrownMb: (gatewayHighestBytes - gatewayBeforeBytes) / MEGABYTE,
      seconds,
      lost: Math.max(0, expected - arrived()),
      repeated: Math.max(0, arrived() - expected),
    },
    notes: [
      `${FILES} documents of ${FILE_BYTES / 1024 / 1024} MiB by URL at the same time, from ${SESSIONS} sessions of one worker; resident memory`,
    ],
  };
}
