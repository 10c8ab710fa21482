import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedServer, startRedis } from '@starling/embedded';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { CommandWorker } from './conformance/command-worker.js';
import { Participant } from './conformance/participant.js';
import { until } from '@starling/testing';
import { Redis } from 'ioredis';
import { writeCheckKey } from './connections/keys.js';

/* A real Redis that uses more memory than it may. It still answers, and refuses every write that needs memory. */
Logger.overrideLogger(false);

describe('While the memory of Redis is full', () => {
  let folder: string;
  let server: EmbeddedServer;
  let operator: Redis;
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'starling-full-'));
    server = await startRedis({ dataDir: folder });
    operator = new Redis(server.url);
  });
  afterEach(async () => {
    await allowEnough();
    for (const close of closing.splice(0).reverse()) await close();
  });
  afterAll(async () => {
    operator.disconnect();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const allowTooLittle = () => operator.config('SET', 'maxmemory', '1kb');
  const allowEnough = () => operator.config('SET', 'maxmemory', '0');

  it('the write check fails, commands are certainly not executed, and all is well again afterwards', async () => {
    const worker = await CommandWorker.start(server.url);
    closing.push(() => worker.stop());
    const caller = await Participant.join(server.url, 'api-gateway');
    closing.push(() => caller.leave());
    const echo = (body: string) =>
      caller.commands.send(worker.id, {
        operation: 'test.echo',
        instance: 'shop',
        accountId: 'a',
        requestId: 'r',
        body,
        budgetMs: 30_000,
      });
    const check = () => caller.connections.ensureWritable(writeCheckKey(caller.id));
    const living = async () => (await caller.membership.members()).map(({ id }) => id);
    await expect(check()).resolves.toBeUndefined();
    expect(await echo('before')).toEqual({ outcome: 'replied', reply: 'before' });

    await allowTooLittle();
    await expect(check()).rejects.toMatchObject({
      code: 'RedisRefused',
      message: expect.stringContaining('OOM'),
    });
    await expect(caller.connections.ping()).resolves.toBeUndefined();
    expect(await echo('meanwhile')).toEqual({
      outcome: 'failed',
      failure: { code: 'unreachable' },
    });

    await allowEnough();
    await until(async () => (await echo('after')).outcome === 'replied');
    await expect(check()).resolves.toBeUndefined();
    await until(async () => (await living()).includes(worker.id));
    expect(worker.handlers.echoed).not.toContain('meanwhile');
  });
});
