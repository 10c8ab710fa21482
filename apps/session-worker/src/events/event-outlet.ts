import { EventLog, EventPublisher, RouteTable } from '@starling/broker';
import { type EventName } from '@starling/contract';
import { LOGGER, type Logger, Metrics } from '@starling/platform';
import { type SessionLease } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { type Interest } from './interest.js';
import { WaitingLines } from './waiting-lines.js';

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
  private readonly behind = new WaitingLines();

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
   * Undefined when nobody wants it. Otherwise it resolves when Redis has it. What Redis does not take is tried again as
   * long as an acknowledgment can wait, and then rejects; what comes after it waits behind it. A socket may get twice
   * what Redis took without saying so.
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
    event: OutgoingEvent,
    bytes: Buffer,
  ): Promise<void> {
    const { instanceId } = lease;
    const left: Left = {
      log: undefined,
      durable: interest.wantsDurably(event.name),
      nodes: undefined,
    };
    const attempt = () => this.attempt(lease, interest, { ...event, bytes: () => bytes }, left);
    // Nothing overtakes what Redis did not take.
    if (this.behind.has(instanceId)) return this.behind.add(instanceId, attempt);
    try {
      await attempt();
    } catch (error) {
      this.logger.warn(
        { err: error, instance: instanceId, event: event.name },
        'not published yet',
      );
      await this.behind.add(instanceId, attempt);
    }
  }

  /** Rejects when something is left to do. */
  private async attempt(
    { instanceId, accountId, epoch }: SessionLease,
    interest: Interest,
    { name, eventId, chat, media, bytes: make }: OutgoingEvent,
    left: Left,
  ): Promise<void> {
    const bytes = make();
    // Logged first: a client that comes back reads the log, and knows by the id what it then gets twice.
    if (interest.isKept) {
      const entry = { name, bytes, ...(media && { media }) };
      left.log ??= await this.log.append(instanceId, interest.keepSeconds, entry);
    }
    const { log, durable } = left;
    const { absentNodes, unreachedNodes } = await this.publisher.publish({
      ...{ shardKey: instanceId, instance: instanceId, name, eventId, bytes, durable },
      attributes: {
        ...{ account: accountId, chat, epoch: String(epoch) },
        ...(log && { log }),
        ...(media && { media }),
      },
      nodes: left.nodes ?? this.routes.nodesFor(instanceId, name),
    });
    for (const node of absentNodes) this.routes.forgetNode(node);
    if (unreachedNodes.length === 0) return;
    left.durable = false;
    left.nodes = unreachedNodes;
    throw new Error(`${unreachedNodes.length} socket nodes were not reached`);
  }
}

/** What an event still has to be given to. */
interface Left {
  log: string | undefined;
  durable: boolean;
  nodes: readonly string[] | undefined;
}
