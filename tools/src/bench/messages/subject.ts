import { type Sandbox } from '@starling/whatsapp-sandbox';
import { startWorker } from '../harness/worker/worker.js';
import { SessionProduct } from '../harness/session-product.js';
import { type BareCalls } from './senders/bare-worker.js';
import { type Drive } from './senders/drive.js';
import { type RestCalls } from './senders/rest-worker.js';

/** A sender of messages and its driver: the product is called over REST, the peer over IPC. */
export interface Subject extends Drive {
  readonly name: 'starling' | 'bare';
  /** The processes whose CPU time counts. */
  readonly pids: readonly number[];
  /** Pairs and opens sessions until `total` are open. */
  open(total: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startStarling(sandbox: Sandbox): Promise<Subject> {
  const product = await SessionProduct.start(sandbox);
  const load = startWorker<RestCalls>(new URL('./senders/rest-worker.js', import.meta.url));
  await load.call('open', product.gateway.baseUrl, product.token);
  return {
    name: 'starling',
    pids: [product.gateway.pid, product.worker.pid],
    open: (total) => product.open(total, sandbox),
    saturate: (...args) => load.call('saturate', ...args),
    pace: (...args) => load.call('pace', ...args),
    stop: async () => {
      await load.stop();
      await product.stop();
    },
  };
}

export function startBare(sandbox: Sandbox): Subject {
  const load = startWorker<BareCalls>(new URL('./senders/bare-worker.js', import.meta.url));
  let opened = 0;
  return {
    name: 'bare',
    pids: [load.pid],
    open: async (total) => {
      for (; opened < total; opened += 1) {
        await sandbox.phones.add().scan(await load.call('add', sandbox.url));
        await load.call('opened', opened);
      }
    },
    saturate: (...args) => load.call('saturate', ...args),
    pace: (...args) => load.call('pace', ...args),
    stop: () => load.stop(),
  };
}
