import { setTimeout as wait } from 'node:timers/promises';
import { mediaReference } from '@starling/broker';
import { type EventName } from '@starling/contract';
import { LOGGER, type Logger } from '@starling/platform';
import { type SessionLease, type WaitingEvent, WaitingEvents } from '@starling/storage';
import { type Engine, type ReceivedFile } from '@starling/whatsapp';
import { Inject, Injectable } from '@nestjs/common';
import { EventDispatcher, type OutgoingEvent } from '../publishing/event-dispatcher.js';
import { type Interest } from '../publishing/interest.js';
import { Interests } from '../publishing/interests.js';
import { EventFiles, type FetchedFile } from './event-files.js';
import { InjectEngine } from '../config/engine.js';
import { InstanceFileEvents } from './instance-file-events.js';

const NO_FILE: FetchedFile = {};
const AGAIN_MS = 1_000;
/** For events that are being published when a session is released. */
const SETTLE_LIMIT_MS = 10_000;

/**
 * Events that wait for the file of their message, and the events of the same chat behind them. An acknowledgment to
 * WhatsApp does not wait for a download: the event is stored in Postgres before its message is acknowledged, and the
 * next owner of the session publishes it when this process ends first.
 */
@Injectable()
export class PendingFileEvents {
  private readonly lines = new Map<string, InstanceFileEvents>();
  private lastSequence = 0;

  constructor(
    private readonly waiting: WaitingEvents,
    private readonly files: EventFiles,
    private readonly dispatcher: EventDispatcher,
    private readonly interests: Interests,
    @InjectEngine() private readonly engine: Engine,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** An event of this chat must not overtake another. */
  isBusy({ instanceId }: SessionLease, chat: string): boolean {
    return this.lines.get(instanceId)?.isBusy(chat) ?? false;
  }

  /** Resolves when the event cannot be lost any more. */
  async add(
    lease: SessionLease,
    interest: Interest,
    event: OutgoingEvent,
    file?: ReceivedFile,
  ): Promise<void> {
    const { name, eventId, chat } = event;
    const body = event.bytes();
    const row = {
      sequence: this.nextSequence(),
      name,
      eventId,
      chat,
      body,
      file: file?.message ?? null,
    };
    const kept = this.waiting.keep(lease.scope, lease.instanceId, row);
    this.line(lease, interest, row, kept, file);
    await kept;
  }

  /** Continues with the events that the former owner stored. */
  async resume(lease: SessionLease): Promise<void> {
    const interest = this.interests.find(lease);
    if (!interest) return;
    for (const row of await this.waiting.list(lease.scope, lease.instanceId)) {
      const file = row.file === null ? undefined : this.engine.stored.readFile(row.file);
      this.line(lease, interest, row, Promise.resolve(row.id), file);
    }
  }

  /** Publishes waiting events with the files that are there: the session may have no owner for a long time. */
  async publishWaiting({ instanceId }: SessionLease): Promise<void> {
    const lines = this.lines.get(instanceId);
    lines?.stopFetching();
    await Promise.race([lines?.settled(), wait(SETTLE_LIMIT_MS, undefined, { ref: false })]);
  }

  /** Stops; events that still wait are for the next owner. */
  drop({ instanceId }: SessionLease): void {
    this.lines.get(instanceId)?.end();
    this.lines.delete(instanceId);
  }

  private line(
    lease: SessionLease,
    interest: Interest,
    row: WaitingEvent,
    kept: Promise<string | undefined>,
    file: ReceivedFile | undefined,
  ): void {
    const lines = this.linesOf(lease);
    const wish = this.dispatcher.fileWish(lease, interest);
    const fetching = file
      ? this.files.fetch(lease, file, wish, lines.fetching)
      : Promise.resolve(NO_FILE);
    lines.queue(row.chat, async () => {
      // An event that was not stored waits already, or its message was not acknowledged and comes again.
      const id = await kept.catch(() => undefined);
      if (id === undefined) return;
      const isOut = await this.emit(lease, row, await fetching, lines.ended);
      if (isOut) await this.forget(lease, id);
    });
  }

  private async emit(
    lease: SessionLease,
    { name, eventId, chat, body }: WaitingEvent,
    { mediaId, s3Url }: FetchedFile,
    ended: AbortSignal,
  ): Promise<boolean> {
    const bytes = s3Url === undefined ? body : withS3Url(body, s3Url);
    const media = mediaId === undefined ? undefined : mediaReference(mediaId, bytes);
    const event = { name: name as EventName, eventId, chat, bytes: () => bytes };
    while (!ended.aborted) {
      const interest = this.interests.find(lease);
      if (!interest) return false;
      try {
        const receivers = this.dispatcher.receiversOf(lease, interest, event.name);
        if (!receivers) this.dispatcher.skip(event.name);
        else {
          const outgoing = { ...event, ...(media && { media }) };
          await this.dispatcher.publish(lease, interest, outgoing, receivers);
        }
        return true;
      } catch {
        // Redis has been away for long. The event is stored, and waits.
        await wait(AGAIN_MS);
      }
    }
    return false;
  }

  private async forget({ scope, instanceId }: SessionLease, id: string): Promise<void> {
    await this.waiting.remove(scope, id).catch((error: unknown) => {
      this.logger.warn({ err: error, instance: instanceId }, 'an event may be published twice');
    });
  }

  private linesOf({ instanceId }: SessionLease): InstanceFileEvents {
    const known = this.lines.get(instanceId);
    if (known) return known;
    const lines = new InstanceFileEvents();
    this.lines.set(instanceId, lines);
    return lines;
  }

  /** Rises with every event, also from one process to the next: it is based on the clock in microseconds. */
  private nextSequence(): number {
    this.lastSequence = Math.max(Date.now() * 1_000, this.lastSequence + 1);
    return this.lastSequence;
  }
}

const S3_KEY = '"s3Url":';

function withS3Url(body: Buffer, s3Url: string): Buffer {
  const at = body.indexOf(`${S3_KEY}null`) + S3_KEY.length;
  return Buffer.concat([
    body.subarray(0, at),
    Buffer.from(JSON.stringify(s3Url)),
    body.subarray(at + 'null'.length),
  ]);
}
