import { Redis } from 'ioredis';
import { until } from '@starling/testing';

/** Gives every slot to the one server there is. */
export async function formCluster(redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl);
  await redis.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  await until(async () => String(await redis.call('CLUSTER', 'INFO')).includes('cluster_state:ok'));
  redis.disconnect();
}
