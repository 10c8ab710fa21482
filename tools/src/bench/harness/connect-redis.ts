import { BrokerMetrics, RedisConnections } from '@starling/broker';
import { Metrics } from '@starling/platform';

/** Peers use the Redis client of the product. */
export async function connectRedis(redisUrl: string): Promise<RedisConnections['commands']> {
  const metrics = new BrokerMetrics(new Metrics('session-worker'));
  const connections = new RedisConnections(redisUrl, metrics);
  await connections.ensureReachable();
  // The adapter sends commands before its copy of the connection is open, so commands have to wait for the connection.
  return connections.patient('peer');
}
