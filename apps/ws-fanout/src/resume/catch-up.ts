import { EventLog, type LoggedEvent, type LogId } from '@starling/broker';
import { Injectable, Logger } from '@nestjs/common';
import { CLOSE } from '../clients/close-code.js';
import { type InstanceClients } from '../clients/instance-clients.js';
import { FilesInEvents } from '../intake/files-in-events.js';
import { FrameBuilder } from '../frames/frame-builder.js';
import { type IdentifiedFrame } from '../frames/batch.js';
import { type ResumingClient } from './resuming-client.js';

/** Below the number of events that may wait for a client. */
const PAGE = 200;

/** Sends the events that a client missed, page by page as fast as the client reads, and then the new ones. */
@Injectable()
export class CatchUp {
  private readonly logger = new Logger(CatchUp.name);

  constructor(
    private readonly log: EventLog,
    private readonly frames: FrameBuilder,
    private readonly files: FilesInEvents,
  ) {}

  /** For a new connection. Never rejects: on a failure the client is closed, and connects again. */
  async welcome(client: ResumingClient, instance: InstanceClients): Promise<void> {
    try {
      await this.sendMissed(client, instance, client.resumption.since === 'now');
    } catch (error) {
      this.logger.error(error, 'What a client missed could not be read');
      client.close(CLOSE.internal);
    }
  }

  /** Rejects when the log cannot be read; new events then still wait behind it. */
  async sendMissed(
    client: ResumingClient,
    instance: InstanceClients,
    isNew = false,
  ): Promise<void> {
    const hold = client.waitForLog();
    if (!isNew) await this.replay(client, instance);
    client.goLive(hold);
  }

  private async replay(client: ResumingClient, instance: InstanceClients): Promise<void> {
    const { keepSeconds } = client.resumption;
    let last = client.knownId;
    if (await this.log.hasGapAfter(instance.id, last, keepSeconds))
      client.sendNotice(this.gap(last));
    while (client.isOpen) {
      const page = await this.log.read(instance.id, last, PAGE);
      const wanted = page.filter(({ name }) => instance.wants(name));
      await this.send(client, instance, wanted);
      last = page.at(-1)?.id ?? last;
      if (page.length < PAGE) return;
    }
  }

  /** Events with files go out one by one, events between them together. */
  private async send(
    client: ResumingClient,
    instance: InstanceClients,
    events: readonly LoggedEvent[],
  ): Promise<void> {
    let frames: IdentifiedFrame[] = [];
    for (const event of events) {
      const bytes = event.media ? await this.files.fill(instance, event) : event.bytes;
      const frame = this.frames.buildWithId(bytes, event.id);
      frames.push({ id: event.id, isLogged: true, frame });
      if (bytes === event.bytes) continue;
      client.send(frames);
      await client.flushed();
      frames = [];
    }
    client.send(frames);
    await client.flushed();
  }

  private gap(since: LogId): Buffer {
    const bytes = Buffer.from(JSON.stringify({ event: 'stream.gap', data: { since } }));
    return Buffer.concat(this.frames.build(bytes));
  }
}
