import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Sandbox } from '../sandbox.js';

const CLIENTS = fileURLToPath(new URL('./clients.js', import.meta.url));
const TIMEOUT_MS = 400_000;

interface ChildMessage {
  readonly type: 'qr' | 'open' | 'received';
  readonly qr: string;
  readonly received: number;
  readonly rssBytes: number;
}

/**
 * A child process of unmodified Baileys sockets that keep their keys in memory. Each is linked with a phone of its
 * own.
 */
export class BareClients {
  received = 0;
  rssBytes = 0;
  private opened = 0;
  private wanted = 0;

  private constructor(private readonly child: ChildProcess) {}

  static start(sandbox: Sandbox): BareClients {
    const child = fork(CLIENTS, [sandbox.url], { stdio: 'inherit' });
    const clients = new BareClients(child);
    child.on('message', (message: ChildMessage) => {
      if (message.type === 'qr') void sandbox.phones.add().scan(message.qr);
      if (message.type === 'open') clients.opened += 1;
      if (message.type !== 'received') return;
      clients.received = message.received;
      clients.rssBytes = message.rssBytes;
    });
    return clients;
  }

  get pid(): number {
    return this.child.pid as number;
  }

  /** Pairs and opens clients until `total` are open. */
  async open(total: number): Promise<void> {
    this.child.send({ open: total - this.wanted });
    this.wanted = total;
    await this.until(() => this.opened === total);
  }

  /** Checks the condition after each report of the clients. */
  async until(isDone: () => boolean): Promise<void> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    while (!isDone()) await once(this.child, 'message', { signal });
  }

  stop(): void {
    this.child.disconnect();
  }
}
