import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { type EchoPair } from './echo-pair.js';
import { startWorker } from './worker-process.js';

type Entry = [id: string, pairs: string[]];

/** The lower bound: two streams and bare ioredis, with the entries of one tick written together. */
export async function startRawEcho(redisUrl: string): Promise<EchoPair> {
  const there = `starling:bench:{${randomUUID()}}`;
  const back = `starling:bench:{${randomUUID()}}`;
  const worker = await startWorker(new URL('./raw-echo-worker.js', import.meta.url), [
    redisUrl,
    there,
    back,
  ]);
  const writer = new Redis(redisUrl);
  const reader = new Redis(redisUrl);
  const waiting = new Map<string, () => void>();
  const reading = readStream(reader, back, (entries) => {
    for (const [, [, id = '']] of entries) {
      waiting.get(id)?.();
      waiting.delete(id);
    }
  });
  const write = batchedWriter(writer, there);
  let sent = 0;
  return {
    echo: (body) =>
      new Promise<void>((resolve) => {
        const id = String((sent += 1));
        waiting.set(id, resolve);
        write(id, body);
      }),
    stop: async () => {
      reader.disconnect();
      await reading;
      await worker.stop();
      await writer.del(there, back);
      writer.disconnect();
    },
  };
}

export async function readStream(
  redis: Redis,
  key: string,
  take: (entries: readonly Entry[]) => void,
): Promise<void> {
  let cursor = '0-0';
  try {
    for (;;) {
      const answer = await redis.xread('COUNT', 500, 'BLOCK', 0, 'STREAMS', key, cursor);
      const entries = (answer?.[0]?.[1] ?? []) as Entry[];
      cursor = entries.at(-1)?.[0] ?? cursor;
      take(entries);
    }
  } catch {
    // Disconnected: the measurement is over.
  }
}

export function batchedWriter(redis: Redis, key: string): (id: string, body: string) => void {
  let batch: [string, string][] = [];
  return (id, body) => {
    if (batch.push([id, body]) > 1) return;
    setImmediate(() => {
      const pipeline = redis.pipeline();
      for (const [each, text] of batch) {
        pipeline.xadd(key, 'MAXLEN', '~', 1_000, '*', 'id', each, 'body', text);
      }
      batch = [];
      void pipeline.exec();
    });
  };
}
