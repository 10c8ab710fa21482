import { EventLog, EventPublisher, RouteTable } from '@starling/broker';
import { type EventName } from '@starling/contract';
import { LOGGER, type Logger, Metrics } from '@starling/platform';
import { type SessionLease } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { type Interest } from './interest.js';
import { PublishBacklog } from './publish-backlog.js';

/** Where the file of a message goes. */
export interface FileWish {
  /** The file goes into its event, as base64. */
  readonly inEvent: boolean;
  /** The name of the instance whose bucket stores the file. */
  readonly bucketOf: string | undefined;
}

export interface OutgoingEvent {
  readonly name: EventName;
  /** The same for the same happening, through redeliveries and changes of owner: receivers may go by it. */
  readonly eventId: string;
  /** Events of one chat keep their order; empty: the order of the instance. */
  readonly chat: string;
  /** Called once for each publication, and only when a receiver wants the event. */
  bytes(): Buffer;
  /** Which file goes into it, and where. */
  readonly media?: string;
}

/** The receivers of one event at one moment. */
export interface Receivers {
  readonly nodes: readonly string[];
  readonly isDurable: boolean;
}

/** Gives events to the receivers that want them. */
@Injectable()
export class EventDispatcher {
  private readonly built;
  private readonly backlog = new PublishBacklog();

  constructor(
    private readonly routes: RouteTable,
    private readonly publisher: EventPublisher,
    private readonly log: EventLog,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.built = metrics.counter(
      'starling_events_total',
      'Events that a receiver wanted and that were built, or that no receiver wanted and that were skipped',
      ['event', 'outcome'],
    );
  }

  async open({ instanceId }: SessionLease): Promise<void> {
    await this.routes.load(instanceId);
  }

  close({ instanceId }: SessionLease): void {
    this.routes.drop(instanceId);
  }

  /** Undefined: no socket, no durable consumer and no log wants the event. */
  receiversOf(
    { instanceId }: SessionLease,
    interest: Interest,
    name: EventName,
  ): Receivers | undefined {
    const nodes = this.routes.nodesFor(instanceId, name);
    const isDurable = interest.wantsDurably(name);
    return isDurable || interest.isKept || nodes.length > 0 ? { nodes, isDurable } : undefined;
  }

  /** Where the files of messages go that arrive now. */
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
   * Resolves when Redis has the event. What Redis does not take is tried again as long as an acknowledgment can wait,
   * and then rejects; later events of the instance wait behind it. A socket may get an event twice when Redis took it
   * without saying so.
   */
  async publish(
    lease: SessionLease,
    interest: Interest,
    event: OutgoingEvent,
    { nodes, isDurable }: Receivers,
  ): Promise<void> {
    const { instanceId } = lease;
    this.built.inc({ event: event.name, outcome: 'built' });
    const bytes = event.bytes();
    const left: Left = { log: undefined, durable: isDurable, nodes };
    const attempt = () => this.attempt(lease, interest, { ...event, bytes: () => bytes }, left);
    if (this.backlog.has(instanceId)) return this.backlog.add(instanceId, attempt);
    try {
      await attempt();
    } catch (error) {
      this.logger.warn(
        { err: error, instance: instanceId, event: event.name },
        'not published yet',
      );
      await this.backlog.add(instanceId, attempt);
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
    const nodes = left.nodes ?? this.routes.nodesFor(instanceId, name);
    // A later attempt asks again: clients may have connected while Redis was away.
    left.nodes = undefined;
    // Logged first: a client that comes back reads the log, and knows a second copy by its id.
    if (interest.isKept) {
      const entry = { name, bytes, ...(media && { media }) };
      left.log ??= await this.log.append(instanceId, interest.keepSeconds, entry);
    }
    const { log, durable } = left;
    const { absentNodes, unreachedNodes } = await this.publisher.publish({
      shardKey: instanceId,
      instance: instanceId,
      name,
      eventId,
      bytes,
      durable,
      attributes: {
        account: accountId,
        chat,
        epoch: String(epoch),
        ...(log && { log }),
        ...(media && { media }),
      },
      nodes,
    });
    for (const node of absentNodes) this.routes.forgetNode(node);
    if (unreachedNodes.length === 0) return;
    left.durable = false;
    left.nodes = unreachedNodes;
    throw new Error(`${unreachedNodes.length} socket nodes were not reached`);
  }
}

/** What is still to be done for an event. */
interface Left {
  log: string | undefined;
  durable: boolean;
  /** Undefined: the nodes that have clients at that moment. */
  nodes: readonly string[] | undefined;
}
