import { type BrokerError } from '../connections/broker-error.js';
import { encodeEntry } from '../inbox/entry.js';
import { type InboxWriter } from '../inbox/inbox-writer.js';
import { shardKeys } from '../connections/keys.js';
import { type BrokerMetrics } from '../metrics/broker-metrics.js';
import { eventFields, type PublishedEvent } from './published-event.js';
import { shardOf } from './shard-of.js';

export interface EventToPublish extends PublishedEvent {
  /** Events with the same key keep their order; the instance's id. */
  readonly shardKey: string;
  /** The processes that hold a route to this instance. */
  readonly nodes: readonly string[];
  /** A webhook or the retention wants it. */
  readonly durable: boolean;
}

export interface PublishOutcome {
  /** Where the event stands in its shard, when it is durable. */
  readonly shardEntryId: string | undefined;
  /** Nodes that are gone: their routes can be dropped. */
  readonly absentNodes: readonly string[];
  /** Nodes that may have missed the event because Redis failed meanwhile. */
  readonly unreachedNodes: readonly string[];
}

/**
 * Writes an event where it is wanted, and nowhere else. Resolves when Redis has it.
 *
 * To nodes: at most once. To the shard: the promise rejects when Redis did not confirm the event; publishing
 * it again may make a second copy. Events of one key that are published one after another, awaited or not,
 * stay in order as long as none is rejected.
 */
export class EventPublisher {
  constructor(
    private readonly sender: InboxWriter,
    private readonly metrics: BrokerMetrics,
  ) {}

  async publish(event: EventToPublish): Promise<PublishOutcome> {
    const fields = eventFields(event);
    const absentNodes: string[] = [];
    const unreachedNodes: string[] = [];
    const toShard = event.durable ? this.appendToShard(event) : undefined;
    const toNodes = event.nodes.map(async (node) => {
      const outcome = await this.sender
        .send(node, 'event', fields, event.bytes)
        .catch((): 'failed' => 'failed');
      if (outcome === 'no_such_process') absentNodes.push(node);
      if (outcome === 'failed') unreachedNodes.push(node);
      this.metrics.eventAppended('node', outcome);
    });
    const [shardEntryId] = await Promise.all([toShard, ...toNodes]);
    return { shardEntryId: shardEntryId ?? undefined, absentNodes, unreachedNodes };
  }

  private async appendToShard(event: EventToPublish): Promise<string> {
    const { stream } = shardKeys(shardOf(event.shardKey));
    try {
      const id = await this.sender.appendTo(
        stream,
        encodeEntry('event', eventFields(event), event.bytes),
      );
      this.metrics.eventAppended('shard', 'appended');
      return id;
    } catch (error) {
      this.metrics.eventAppended('shard', 'failed');
      throw error as BrokerError;
    }
  }
}
