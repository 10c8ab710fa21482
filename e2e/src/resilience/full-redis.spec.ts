import { once } from 'node:events';
import { connect } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EmbeddedServer, startRedis } from '@starling/embedded';
import { refusal, requestJson, testServices, until, within } from '@starling/testing';
import { Sending } from '../messages/sending.js';
import { Fleet } from '../sessions/fleet.js';

/*
 * A real Redis with `noeviction` is left less memory than it uses, under a gateway and a worker with a linked number. It
 * still answers then, and refuses every write that needs memory.
 */
let folder: string;
let redis: EmbeddedServer;
let fleet: Fleet;
let sending: Sending;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-full-'));
  redis = await startRedis({ dataDir: folder });
  fleet = await Fleet.start({ ...testServices(), redisUrl: redis.url }, 1);
  sending = await Sending.from(fleet, 'full');
});

afterAll(async () => {
  await fleet.stop();
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Over a connection of its own, in the protocol's form for people: one command a line, one `+OK` for each. */
async function setMaxMemory(amount: string): Promise<void> {
  const { password, port } = new URL(redis.url);
  const socket = connect(Number(port), '127.0.0.1').setEncoding('utf8');
  socket.write(`AUTH ${password}\r\nCONFIG SET maxmemory ${amount}\r\n`);
  let answers = '';
  for await (const text of socket) {
    answers += text as string;
    if (answers.split('\r\n').length > 2) break;
  }
  if (answers !== '+OK\r\n+OK\r\n') throw new Error(answers);
}

/** Far less than the 150 s that a send may take. */
const ANSWER_LIMIT_MS = 20_000;

const health = () => requestJson(fleet.product.baseUrl, 'GET', '/health');
const text = (message: string) => sending.ask('text', { message });
const arrived = () => sending.linked.contact.inbox.map(({ message }) => JSON.stringify(message));

describe('While the memory of Redis is full', () => {
  it('health is degraded, sends are refused with 503, and all comes back by itself', async () => {
    expect((await text('before')).status).toBe(200);
    expect((await health()).status).toBe(200);

    await setMaxMemory('1kb');
    expect(await health()).toMatchObject({
      status: 503,
      body: {
        status: 'degraded',
        checks: { db: 'ok', redis: expect.stringMatching(/^fail: .*OOM/) },
      },
    });
    const refused = await text('while it is full');
    expect(refusal(refused)).toEqual([503, 'No session worker is available. Try again later.']);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    const { gateway } = fleet.product;
    const id = refused.headers.get('x-request-id') as string;
    const isLine = (line: string) => line.includes(`"requestId":"${id}"`);
    await until(() => gateway.output().split('\n').some(isLine));
    expect(JSON.parse(gateway.output().split('\n').find(isLine) as string)).toMatchObject({
      operation: 'message.sendText',
      account: fleet.tenant.accountId,
      instance: sending.linked.id,
      code: 'NoSessionWorker',
      status: 503,
    });
    const metrics = await (await fetch(`${gateway.baseUrl}/metrics`)).text();
    expect(metrics).toMatch(
      /^starling_sends_total\{kind="message.sendText",outcome="NoSessionWorker",.*\} 1$/m,
    );

    await setMaxMemory('0');
    await until(async () => (await health()).status === 200);
    await until(async () => (await text('afterwards')).status === 200);
    await until(() => arrived().some((message) => message.includes('afterwards')));
    expect(arrived().some((message) => message.includes('while it is full'))).toBe(false);
  });

  it('a message that was being typed before is sent once, and its sender is answered', async () => {
    const typing = once(sending.linked.contact.handset, 'presence');
    const answer = sending.ask('text', { message: 'typed meanwhile', delay: 3 });
    await within(ANSWER_LIMIT_MS, typing);
    await setMaxMemory('1kb');
    expect(await within(ANSWER_LIMIT_MS, answer)).toMatchObject({
      status: 200,
      body: { status: 'sent' },
    });
    expect((await health()).status).toBe(503);
    await setMaxMemory('0');
    await until(async () => (await health()).status === 200);
    expect(arrived().filter((message) => message.includes('typed meanwhile'))).toHaveLength(1);
  });
});
