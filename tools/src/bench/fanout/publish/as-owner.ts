import { setInterval } from 'node:timers';
import {
  BrokerMetrics,
  EventPublisher,
  Inbox,
  InboxWriter,
  Membership,
  RedisConnections,
  RouteStore,
  RouteTable,
} from '@starling/broker';
import { Metrics, ProcessIdentity } from '@starling/platform';
import { type InstanceId } from '@starling/storage';
import { eventBytes } from '../../harness/event-bytes.js';
import { type Deployment } from '../../harness/deployment.js';
import { openStorageOf } from '../../harness/storage.js';
import { type Publish } from './publish.js';

const EVENT = 'message.exchange';
const BEAT_MS = 3_000;

/** Owns the instances as a session-worker does, but has no sessions: it uses the parts of the broker alone. */
export async function publishAsOwner(
  deployment: Deployment,
  instances: readonly string[],
): Promise<Publish> {
  const storage = await openStorageOf(deployment);
  const identity = new ProcessIdentity('session-worker');
  const metrics = new BrokerMetrics(new Metrics('session-worker'));
  const connections = new RedisConnections(deployment.redisUrl, metrics);
  await connections.ensureReachable();
  const inbox = new Inbox(connections, identity.id, metrics);
  const sender = new InboxWriter(connections);
  const membership = new Membership(connections, identity);
  const routes = new RouteTable(new RouteStore(connections), inbox, sender, membership);
  await inbox.open();
  const { workers, sessionClaims } = storage.repositories;
  const { id } = identity;
  await workers.register({ id, host: 'here', pid: process.pid, maxSessions: instances.length });
  setInterval(() => void workers.beat(id), BEAT_MS);
  await sessionClaims.claim(id, instances as InstanceId[], { evenUnwanted: true });
  for (const instance of instances) await routes.load(instance);
  const publisher = new EventPublisher(sender, metrics);
  return (instance) =>
    publisher.publish({
      instance,
      name: EVENT,
      shardKey: instance,
      durable: false,
      nodes: routes.nodesFor(instance, EVENT),
      bytes: eventBytes(instance),
    });
}
