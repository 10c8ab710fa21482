import { type Duplex, pipeline } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 50;

/** Pairs of connections whose bytes are passed through. When one side ends, the other one is closed. */
export class Tunnels {
  private readonly open = new Set<Duplex>();

  join(client: Duplex, node: Duplex): void {
    this.open.add(client);
    client.once('close', () => this.open.delete(client));
    // An error of either side ends both; no other part needs to know.
    pipeline(client, node, () => node.destroy());
    pipeline(node, client, () => client.destroy());
  }

  /** Resolves when all tunnels are closed, or after the limit. */
  async ended(limitMs: number): Promise<void> {
    const end = performance.now() + limitMs;
    while (this.open.size > 0 && performance.now() < end) await wait(POLL_MS);
  }
}
