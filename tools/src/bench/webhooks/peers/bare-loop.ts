import { connectRedis } from '../../harness/connect-redis.js';
import { serveCalls } from '../../harness/worker/serve-calls.js';
import { BARE_GROUP, BARE_STREAM } from './bare-stream.js';
import { post } from './post.js';

const READ_AT_ONCE = 250;

type Field = [id: string, pairs: string[]];

/**
 * The floor: reads a page, posts all its events at the same time, and acknowledges. It has no order, log, retries or
 * tenants.
 */
async function deliver(redisUrl: string): Promise<never> {
  const [reader, commands] = [await connectRedis(redisUrl), await connectRedis(redisUrl)];
  for (;;) {
    const answer = (await reader.xreadgroup(
      'GROUP',
      BARE_GROUP,
      'one',
      'COUNT',
      READ_AT_ONCE,
      'BLOCK',
      0,
      'STREAMS',
      BARE_STREAM,
      '>',
    )) as [string, Field[]][] | null;
    const entries = answer?.[0]?.[1] ?? [];
    await Promise.all(entries.map(([, [, url = '', , body = '']]) => post(url, body)));
    if (entries.length > 0) {
      await commands.xack(BARE_STREAM, BARE_GROUP, ...entries.map(([id]) => id));
    }
  }
}

const calls = {
  open: async (redisUrl: string): Promise<void> => {
    const redis = await connectRedis(redisUrl);
    await redis.xgroup('CREATE', BARE_STREAM, BARE_GROUP, '0', 'MKSTREAM');
    void deliver(redisUrl);
  },
};

export type PeerCalls = typeof calls;
serveCalls(calls);
