import { Inbox, type InboxEntry, type PublishedEvent, readEvent } from '@starling/broker';
import { Injectable } from '@nestjs/common';
import { Hub } from '../clients/hub.js';
import { type InstanceClients } from '../clients/instance-clients.js';
import { FanoutMetrics } from '../metrics/fanout-metrics.js';
import { Batch } from '../frames/batch.js';
import { FilesInEvents } from './files-in-events.js';
import { FrameBuilder } from '../frames/frame-builder.js';

/**
 * Sends events from the inbox to the sockets. Events that were read together are written together: the system call for
 * each client is the main cost, so the frames of an instance are joined, and each client gets them in one write.
 */
@Injectable()
export class EventIntake {
  constructor(
    private readonly inbox: Inbox,
    private readonly hub: Hub,
    private readonly frames: FrameBuilder,
    private readonly files: FilesInEvents,
    private readonly metrics: FanoutMetrics,
  ) {
    inbox.on('event', (entries) => this.onEntries(entries));
  }

  private onEntries(entries: readonly InboxEntry[]): void {
    const arrived = new Map<InstanceClients, PublishedEvent[]>();
    for (const entry of entries) {
      const event = readEvent(entry);
      const clients = this.hub.find(event.instance);
      if (!clients?.wants(event.name)) continue;
      const events = arrived.get(clients);
      if (events) events.push(event);
      else arrived.set(clients, [event]);
    }
    for (const [clients, events] of arrived) {
      const write = (whole: readonly PublishedEvent[]) => this.write(clients, whole);
      if (this.files.mustHold(clients, events)) this.files.hold(clients, events, write);
      else write(events);
    }
    const oldest = entries[0]?.appendedAtMs ?? 0;
    this.metrics.tookBatch(entries.length, this.inbox.clock.nowMs() - oldest);
  }

  private write(clients: InstanceClients, events: readonly PublishedEvent[]): void {
    const batch = new Batch(this.frames, events);
    this.metrics.wrote(batch.size * clients.sendBatch(batch));
  }
}
