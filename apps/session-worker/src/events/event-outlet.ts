import { setTimeout as wait } from 'node:timers/promises';
import { EventLog, EventPublisher, RouteTable } from '@starling/broker';
import { type EventName } from '@starling/contract';
import { LOGGER, type Logger, Metrics } from '@starling/platform';
import { type SessionLease } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { type Interest } from './interest.js';

const RETRY_MS = 250;
/** As long as an acknowledgment is held; afterwards the connection is cut and WhatsApp sends it again. */
const GIVE_UP_MS = 20_000;

/** What is to become of the file of a message. */
export interface FileWish {
  /** Goes into its event, as base64. */
  readonly inEvent: boolean;
  /** The name of the instance whose bucket wants it. */
  readonly bucketOf: string | undefined;
}

export interface OutgoingEvent {
  readonly name: EventName;
  /** The same for the same happening, through redeliveries and changes of owner: receivers may go by it. */
  readonly eventId: string;
  /** What has an order of its own; empty: nothing but the instance. */
  readonly chat: string;
  /** Serialises once, and only when somebody wants it. */
  bytes(): Buffer;
  /** Which file goes into it, and where. */
  readonly media?: string;
}

/** Lets events out to those who want them; what nobody wants is not even built. */
@Injectable()
export class EventOutlet {
  private readonly built;

  constructor(
    private readonly routes: RouteTable,
    private readonly publisher: EventPublisher,
    private readonly log: EventLog,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.built = metrics.counter(
      'starling_events_total',
      'Events that were wanted by somebody and built, or by nobody and skipped',
      ['event', 'outcome'],
    );
  }

  async open({ instanceId }: SessionLease): Promise<void> {
    await this.routes.load(instanceId);
  }

  close({ instanceId }: SessionLease): void {
    this.routes.drop(instanceId);
  }

  wants({ instanceId }: SessionLease, interest: Interest, name: EventName): boolean {
    return (
      interest.isKept ||
      interest.wantsDurably(name) ||
      this.routes.nodesFor(instanceId, name).length > 0
    );
  }

  /** Who wants the files of messages that come now. */
  fileWish({ instanceId }: SessionLease, interest: Interest): FileWish {
    const { instanceData, files, wantsBase64Durably } = interest;
    const hasClients = () => this.routes.nodesFor(instanceId, 'message.exchange').length > 0;
    return {
      inEvent: wantsBase64Durably || (files.socketBase64 && hasClients()),
      bucketOf: files.bucket ? instanceData.instance : undefined,
    };
  }

  skip(name: EventName): void {
    this.built.inc({ event: name, outcome: 'skipped' });
  }

  /**
   * Undefined when nobody wants it. Otherwise it resolves when Redis has it; what a webhook wants is tried again as
   * long as an acknowledgment can wait, and then rejects.
   */
  publish(
    lease: SessionLease,
    interest: Interest,
    event: OutgoingEvent,
  ): Promise<void> | undefined {
    const { name } = event;
    if (!this.wants(lease, interest, name)) {
      this.skip(name);
      return undefined;
    }
    this.built.inc({ event: name, outcome: 'built' });
    return this.append(lease, interest, event, event.bytes());
  }

  private async append(
    lease: SessionLease,
    interest: Interest,
    { name, eventId, chat, media }: OutgoingEvent,
    bytes: Buffer,
  ): Promise<void> {
    const { instanceId, accountId, epoch } = lease;
    const durable = interest.wantsDurably(name);
    let log: string | undefined;
    const giveUpAt = performance.now() + GIVE_UP_MS;
    for (;;) {
      try {
        // Logged first: a client that comes back reads the log, and knows by the id what it then gets twice.
        if (interest.isKept)
          log ??= await this.log.append(instanceId, interest.keepSeconds, {
            ...{ name, bytes },
            ...(media && { media }),
          });
        const { absentNodes } = await this.publisher.publish({
          ...{ shardKey: instanceId, instance: instanceId, name, eventId, bytes, durable },
          attributes: {
            account: accountId,
            chat,
            epoch: String(epoch),
            ...(log && { log }),
            ...(media && { media }),
          },
          nodes: this.routes.nodesFor(instanceId, name),
        });
        for (const node of absentNodes) this.routes.forgetNode(node);
        return;
      } catch (error) {
        if (performance.now() > giveUpAt) throw error;
        this.logger.warn({ err: error, instance: instanceId, event: name }, 'not published yet');
        await wait(RETRY_MS);
      }
    }
  }
}
