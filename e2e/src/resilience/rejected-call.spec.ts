import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { changeSettings, readHistory, setWebhook } from '@starling/contract';
import { type EmbeddedServer, startRedis } from '@starling/embedded';
import { testServices, until } from '@starling/testing';
import { Fleet } from '../sessions/fleet.js';
import { link, type Linked } from '../sessions/linked-fleet.js';

/*
 * The worker rejects a call and publishes that, and no caller waits for it. Redis, of the test's own, is away for longer
 * than a publication is tried again.
 */
let folder: string;
let redis: EmbeddedServer;
let fleet: Fleet;
let linked: Linked;

const GIVEN_UP = /"work":"(?:reject a call|publish a rejected call)"/;
const params = { instance: 'called' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-rejected-'));
  redis = await startRedis({ dataDir: folder });
  fleet = await Fleet.start({ ...testServices(), redisUrl: redis.url }, 1);
  linked = await link(fleet, params.instance);
  await until(async () => (await fleet.instance(params.instance)).status === 'connected');
  const webhook = { enabled: true, url: 'http://127.0.0.1:9/', events: ['call.update'] };
  await fleet.call(setWebhook, { params, body: webhook });
  await fleet.call(changeSettings, { params, body: { autoRejectCalls: true } });
});

afterAll(async () => {
  await fleet.stop();
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

it('A worker outlives the rejection of a call that Redis does not take', async () => {
  const { contact, phone } = linked;
  const [worker] = fleet.workers;
  const heard: string[] = [];
  contact.handset.on('call', ({ event }) => heard.push(event));
  // The worker has the new setting.
  await until(() => {
    contact.call(phone);
    return heard.includes('reject');
  });
  const { port } = redis;
  await redis.stop();
  contact.call(phone);
  // The rejection, or its publication, was given up.
  await until(() => GIVEN_UP.test(worker?.output() ?? ''));
  redis = await startRedis({ dataDir: folder, port });
  const sent = await contact.send(phone, 'still there?');
  await until(async () => {
    const history = await fleet
      .call(readHistory, { params, body: { number: contact.number } })
      .catch(() => undefined);
    return history?.messages.some(({ id }) => id === sent.id) ?? false;
  });
  const [session] = await fleet.sessions();
  expect(session?.worker).toBe(worker?.id);
});
