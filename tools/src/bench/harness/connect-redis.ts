import { BrokerMetrics, RedisConnections } from '@starling/broker';
import { Metrics } from '@starling/platform';

/** The client library of the product, for the peers as well. */
export async function connectRedis(redisUrl: string): Promise<RedisConnections['commands']> {
  const metrics = new BrokerMetrics(new Metrics('session-worker'));
  const connections = new RedisConnections(redisUrl, metrics);
  await connections.ensureReachable();
  // The adapter asks before its copy of the connection stands, and would ask forever.
  return connections.patient('peer');
}
