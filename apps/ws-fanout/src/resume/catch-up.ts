import { EventLog, type LogId } from '@starling/broker';
import { Injectable, Logger } from '@nestjs/common';
import { CLOSE } from '../clients/close-code.js';
import { type InstanceClients } from '../clients/instance-clients.js';
import { FrameBuilder } from '../frames/frame-builder.js';
import { type Resumption, type ResumingClient } from './resuming-client.js';

/** Below what may wait for a client. */
const PAGE = 200;

/** Sends what a client missed, page by page as fast as it takes them, and then lets it go on live. */
@Injectable()
export class CatchUp {
  private readonly logger = new Logger(CatchUp.name);

  constructor(
    private readonly log: EventLog,
    private readonly frames: FrameBuilder,
  ) {}

  /** Never rejects: a client that cannot be served comes again. */
  async bring(
    client: ResumingClient,
    instance: InstanceClients,
    { since, keepSeconds }: Resumption,
  ): Promise<void> {
    try {
      if (since !== 'now') await this.replay(client, instance, since, keepSeconds);
      client.goLive();
    } catch (error) {
      this.logger.error(error, 'What a client missed could not be read');
      client.close(CLOSE.internal);
    }
  }

  private async replay(
    client: ResumingClient,
    instance: InstanceClients,
    since: LogId,
    keepSeconds: number,
  ): Promise<void> {
    if (await this.log.hasGapAfter(instance.id, since, keepSeconds)) client.tell(this.gap(since));
    let last = since;
    while (client.isOpen) {
      const page = await this.log.read(instance.id, last, PAGE);
      const wanted = page.filter(({ name }) => instance.wants(name));
      client.send(
        wanted.map(({ id, bytes }) => ({
          ...{ id, isLogged: true },
          frame: this.frames.buildWithId(bytes, id),
        })),
      );
      await client.flushed();
      last = page.at(-1)?.id ?? last;
      if (page.length < PAGE) return;
    }
  }

  private gap(since: LogId): Buffer {
    const bytes = Buffer.from(JSON.stringify({ event: 'stream.gap', data: { since } }));
    return Buffer.concat(this.frames.build(bytes));
  }
}
