import { type Sandbox } from '@starling/whatsapp-sandbox';
import { type BareClients } from '@starling/whatsapp-sandbox/bench';
import { type SessionProduct } from '../harness/session-product.js';

/** A process with sessions: the product or the peer. */
export interface Subject {
  readonly pid: number;
  /** Messages received so far. */
  received(): Promise<number>;
  /** Pairs and opens sessions until `total` are open. */
  open(total: number): Promise<void>;
}

export const bareSubject = (clients: BareClients): Subject => ({
  pid: clients.pid,
  received: () => Promise.resolve(clients.received),
  open: (total) => clients.open(total),
});

export const productSubject = (product: SessionProduct, sandbox: Sandbox): Subject => ({
  get pid() {
    return product.worker.pid;
  },
  received: () => product.received(),
  open: (total) => product.open(total, sandbox),
});
