import { setTimeout as wait } from 'node:timers/promises';
import { type PublishedEvent, readMediaReference, withBase64 } from '@starling/broker';
import { FairQueue, KeyedQueue, runInBackground } from '@starling/platform';
import { MediaFiles } from '@starling/storage';
import { Injectable, Logger } from '@nestjs/common';
import { type InstanceClients } from '../clients/instance-clients.js';

/** When the database is away, events go out without their files after this time. */
const READ_LIMIT_MS = 5_000;
/** A file is held in memory as bytes and as text, and the database has few connections for all accounts. */
const READS = { maxRunning: 16, maxRunningPerKey: 4, maxWaitingPerKey: Number.POSITIVE_INFINITY };

type Write = (events: readonly PublishedEvent[]) => void;
type WithFile = Pick<PublishedEvent, 'bytes'> & { readonly media?: string | undefined };

/** Puts files into events, once for all clients of an instance that wants them. Later events of the instance wait. */
@Injectable()
export class FilesInEvents {
  private readonly logger = new Logger(FilesInEvents.name);
  private readonly held = new KeyedQueue<InstanceClients>();
  /** Each instance waits here for one file at a time. */
  private readonly reads = new FairQueue(READS);

  constructor(private readonly media: MediaFiles) {}

  mustHold(clients: InstanceClients, events: readonly PublishedEvent[]): boolean {
    return (
      this.held.isBusy(clients) ||
      (clients.mediaBase64 && events.some(({ attributes }) => attributes?.['media'] !== undefined))
    );
  }

  /** Calls `write` with all of them, in their order. */
  hold(clients: InstanceClients, events: readonly PublishedEvent[], write: Write): void {
    const filling = this.held.add(clients, () => this.fillAll(clients, events, write));
    runInBackground('write events with files', filling);
  }

  /** Returns the bytes of the event unchanged when there is no file for it. Never rejects. */
  async fill(clients: InstanceClients, { bytes, media }: WithFile): Promise<Buffer> {
    const reference = clients.mediaBase64 ? readMediaReference(media) : undefined;
    if (!reference) return bytes;
    try {
      const { scope } = clients;
      const reading = this.reads.run(scope.accountId, AbortSignal.timeout(READ_LIMIT_MS), () =>
        this.media.readBase64(scope, reference.mediaId),
      );
      const base64 = await Promise.race([reading, wait(READ_LIMIT_MS, undefined, { ref: false })]);
      return base64 === undefined ? bytes : withBase64(bytes, reference, base64);
    } catch (error) {
      this.logger.warn(`A file was left out of an event: ${String(error)}`);
      return bytes;
    }
  }

  /** Writes file by file, so that only one large event is in memory at a time. */
  private async fillAll(
    clients: InstanceClients,
    events: readonly PublishedEvent[],
    write: Write,
  ): Promise<void> {
    let ready: PublishedEvent[] = [];
    for (const event of events) {
      const media = event.attributes?.['media'];
      const bytes =
        media === undefined ? event.bytes : await this.fill(clients, { ...event, media });
      ready.push({ ...event, bytes });
      if (bytes === event.bytes) continue;
      write(ready);
      ready = [];
    }
    if (ready.length > 0) write(ready);
  }
}
