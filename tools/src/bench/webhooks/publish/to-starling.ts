import { randomUUID } from 'node:crypto';
import { BrokerMetrics, EventPublisher, InboxWriter, RedisConnections } from '@starling/broker';
import { Metrics } from '@starling/platform';
import { eventBytes } from '../../harness/event-bytes.js';
import { type Destination, type Publish } from './publish.js';

const CHATS = 50;

/** Appends events to the shards as the owner of a session does, with the attributes that delivery needs. */
export async function publishToShards(redisUrl: string): Promise<Publish> {
  const metrics = new BrokerMetrics(new Metrics('session-worker'));
  const connections = new RedisConnections(redisUrl, metrics);
  await connections.ensureReachable();
  const publisher = new EventPublisher(new InboxWriter(connections), metrics);
  let published = 0;
  const publish = ({ accountId, instanceId }: Destination) => {
    published += 1;
    const chat = `chat-${published % CHATS}`;
    return publisher.publish({
      instance: instanceId,
      shardKey: instanceId,
      name: 'message.exchange' as const,
      eventId: randomUUID(),
      attributes: { chat, account: accountId },
      nodes: [],
      durable: true,
      bytes: eventBytes(instanceId),
    });
  };
  return (to) => Promise.all(to.map(publish));
}
