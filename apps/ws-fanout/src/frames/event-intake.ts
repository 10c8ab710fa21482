import { Inbox, type InboxEntry, readEvent } from '@starling/broker';
import { Injectable } from '@nestjs/common';
import { Hub } from '../clients/hub.js';
import { type InstanceClients } from '../clients/instance-clients.js';
import { FanoutMetrics } from '../metrics/fanout-metrics.js';
import { Batch } from './batch.js';
import { FrameBuilder } from './frame-builder.js';

/**
 * From the inbox to the sockets. What was read together is written together: one system call for each client is the
 * cost that counts, so the frames of an instance are joined and every client gets them in one write.
 */
@Injectable()
export class EventIntake {
  constructor(
    private readonly inbox: Inbox,
    private readonly hub: Hub,
    private readonly frames: FrameBuilder,
    private readonly metrics: FanoutMetrics,
  ) {
    inbox.on('event', (entries) => this.take(entries));
  }

  private take(entries: readonly InboxEntry[]): void {
    const batches = new Map<InstanceClients, Batch>();
    for (const entry of entries) {
      const event = readEvent(entry);
      const clients = this.hub.find(event.instance);
      if (!clients?.wants(event.name)) continue;
      let batch = batches.get(clients);
      if (!batch) batches.set(clients, (batch = new Batch(this.frames)));
      batch.add(event);
    }
    for (const [clients, batch] of batches) {
      this.metrics.wrote(batch.size * clients.take(batch));
    }
    const oldest = entries[0]?.appendedAtMs ?? 0;
    this.metrics.tookBatch(entries.length, this.inbox.clock.nowMs() - oldest);
  }
}
