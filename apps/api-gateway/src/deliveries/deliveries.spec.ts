import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { BrokerMetrics, EventLog, RedisConnections } from '@starling/broker';
import { type Delivery } from '@starling/contract';
import { Metrics } from '@starling/platform';
import { openStorage, type OpenStorage } from '@starling/storage';
import { storeInstance } from '@starling/storage/testing';
import {
  type Product,
  requestJson,
  startProduct,
  testServices,
  until,
  WebhookReceiver,
} from '@starling/testing';

const ENCRYPTION_KEY = 'a5'.repeat(32);
const NOWHERE = 'http://127.0.0.1:9/';

describe('Deliveries', () => {
  let product: Product;
  let storage: OpenStorage;
  const receivers: WebhookReceiver[] = [];

  beforeAll(async () => {
    product = await startProduct(testServices());
    storage = await openStorage({
      databaseUrl: testServices().databaseUrl,
      poolSize: 2,
      oldEncryptionKeys: [],
      encryptionKey: Buffer.from(ENCRYPTION_KEY, 'hex'),
    });
  });
  afterAll(async () => {
    await storage.close();
    await product.stop();
  });

  afterEach(async () => {
    for (const receiver of receivers.splice(0)) await receiver.close();
  });

  async function anInstance(url: string) {
    const { accounts, instances, webhooks, webhookTargets, deadLetters } = storage.repositories;
    const stored = await storeInstance(accounts, instances);
    const { id: accountId, token, scope, instanceId: id } = stored;
    await webhooks.put(scope, id, {
      label: 'default',
      enabled: true,
      url,
      authorization: null,
      byEvents: false,
      events: [],
      mediaBase64: false,
    });
    const [target] = await webhookTargets.listOf(id);
    const aDelivery = (event: 'call.update' | 'message.exchange' = 'call.update') => ({
      deliveryId: randomUUID(),
      accountId,
      instanceId: id,
      webhookId: target?.webhookId ?? '',
      event,
      eventId: 'e1',
    });
    const bury = async () => {
      const delivery = aDelivery();
      await deadLetters.keep({
        ...delivery,
        body: Buffer.from('{"ü":1}'),
        attempts: 15,
        lastStatus: 500,
        lastError: null,
        firstAttemptAt: new Date(),
      });
      return delivery;
    };
    const ask = (method: string, path: string, query: Record<string, string> = {}) =>
      requestJson(product.baseUrl, method, `/api/events/deliveries/${path}`, { token, query });
    const list = async (query: Record<string, string> = {}) =>
      (await ask('GET', 'sales', query)).body as { deliveries: Delivery[]; meta: unknown };
    return { scope, id, aDelivery, bury, ask, list };
  }

  async function openReceiver() {
    const receiver = await WebhookReceiver.open();
    receivers.push(receiver);
    return receiver;
  }

  it('that are dead are delivered once more with the same event id when they are replayed', async () => {
    const receiver = await openReceiver();
    const { bury, ask, list } = await anInstance(receiver.url);
    const { deliveryId } = await bury();
    await product.start('delivery-worker', { ALLOW_PRIVATE_URLS: 'true' });
    const replay = (query = {}) => ask('POST', 'sales/replay', query);
    expect(await replay({ until: '2020-01-01T00:00:00Z' })).toMatchObject({
      body: { replayed: 0 },
    });
    expect(await replay()).toMatchObject({ status: 200, body: { replayed: 1, more: false } });
    expect(await replay()).toMatchObject({ status: 200, body: { replayed: 0, more: false } });
    await until(() => receiver.bodies.length === 1);
    expect(receiver.bodies).toEqual(['{"ü":1}']);
    const delivered = { label: '', status: 'delivered' };
    await until(async () => (await list(delivered)).deliveries.length === 1);
    expect(await list(delivered)).toMatchObject({
      deliveries: [{ id: deliveryId, label: 'default', eventId: 'e1', httpStatus: 204 }],
      meta: {
        nextCursor: null,
        webhooks: [{ label: 'default', lastSuccessAt: expect.any(String), lastFailureAt: null }],
      },
    });
  });

  it('that were made are made once more while their event is kept, and counted when it is not', async () => {
    const metrics = new BrokerMetrics(new Metrics('session-worker'));
    const connections = new RedisConnections(testServices().redisUrl, metrics);
    await connections.ensureReachable();
    const receiver = await openReceiver();
    const { id, aDelivery, ask } = await anInstance(receiver.url);
    const kept = { name: 'call.update', bytes: Buffer.from('{"ü":2}') } as const;
    const logId = await new EventLog(connections).append(id, 60, kept);
    const attempt = {
      latencyMs: 5,
      error: null,
      response: null,
      attemptedAt: new Date(),
      attempt: 1,
      outcome: 'delivered' as const,
      status: 200,
    };
    const made = aDelivery();
    await storage.repositories.webhookAttempts.record([
      { ...made, ...attempt, logId },
      { ...aDelivery(), ...attempt },
      { ...aDelivery(), ...attempt, logId: '1-1' },
    ]);
    await product.start('delivery-worker', { ALLOW_PRIVATE_URLS: 'true' });
    const replay = (query = {}) => ask('POST', 'sales/replay', query);
    expect(await replay()).toMatchObject({ body: { replayed: 0 } });
    expect(await replay({ status: 'delivered', id: made.deliveryId })).toMatchObject({
      status: 200,
      body: { replayed: 1, unavailable: 0, more: false },
    });
    await until(() => receiver.bodies.length === 1);
    expect(receiver.bodies).toEqual(['{"ü":2}']);
    expect(await replay({ status: 'delivered' })).toMatchObject({ body: { unavailable: 2 } });
    connections.close();
  });

  it('are told by their last attempt, page by page, and one with all of its attempts', async () => {
    const { aDelivery, ask, list } = await anInstance(NOWHERE);
    const [failed, made] = [aDelivery(), aDelivery('message.exchange')];
    const attempt = { latencyMs: 5, error: null, response: null, attemptedAt: new Date() };
    await storage.repositories.webhookAttempts.record([
      { ...failed, ...attempt, attempt: 1, outcome: 'retry', status: 502, response: 'no' },
      { ...made, ...attempt, attempt: 1, outcome: 'delivered', status: 200 },
      { ...failed, ...attempt, attempt: 2, outcome: 'dead', status: 410 },
    ]);
    const ids = async (query: Record<string, string> = {}) =>
      (await list(query)).deliveries.map(({ id }) => id);
    expect(new Set(await ids())).toEqual(new Set([failed.deliveryId, made.deliveryId]));
    expect(await ids({ status: 'retry' })).toEqual([]);
    expect(await ids({ status: 'dead' })).toEqual([failed.deliveryId]);
    expect(await ids({ label: 'other' })).toEqual([]);
    expect(await ids({ until: '2020-01-01T00:00:00+02:00' })).toEqual([]);
    const first = await list({ limit: '1' });
    const { nextCursor } = first.meta as { nextCursor: string };
    expect(await ids({ limit: '1', cursor: nextCursor })).not.toEqual([first.deliveries[0]?.id]);
    expect(await ask('GET', `sales/${failed.deliveryId}`)).toMatchObject({
      status: 200,
      body: {
        delivery: { id: failed.deliveryId, status: 'dead', attempts: 2 },
        attempts: [{ status: 'retry', httpStatus: 502, response: 'no' }, { httpStatus: 410 }],
      },
    });
  });

  it('are refused with what is wrong with the question', async () => {
    const { ask } = await anInstance(NOWHERE);
    const wrong = { status: 'lost', cursor: 'x', since: 'noon', limit: '0', label: '\0' };
    for (const [name, value] of Object.entries(wrong)) {
      expect(await ask('GET', 'sales', { [name]: value })).toMatchObject({
        status: 400,
        body: { error: { message: `Invalid query parameter: ${name}` } },
      });
    }
    for (const id of ['x', randomUUID()]) {
      expect(await ask('GET', `sales/${id}`)).toMatchObject({ status: 404 });
    }
    const wrongReplays: Record<string, string>[] = [{ id: 'x' }, { status: 'retry' }];
    for (const query of wrongReplays) {
      expect(await ask('POST', 'sales/replay', query)).toMatchObject({ status: 400 });
    }
    expect(await ask('POST', 'unknown/replay')).toMatchObject({ status: 404 });
  });

  it('of another account are neither seen nor replayed', async () => {
    const mine = await anInstance(NOWHERE);
    const { deliveryId } = await mine.bury();
    const stranger = await anInstance(NOWHERE);
    const reply = await stranger.ask('POST', 'sales/replay', { id: deliveryId });
    expect(reply).toMatchObject({ status: 200, body: { replayed: 0 } });
    const { deadLetters } = storage.repositories;
    expect(await deadLetters.list(mine.scope, mine.id, { limit: 10 })).toHaveLength(1);
  });

  it('are summed up for the operator, who is told hosts and no more of an address', async () => {
    const { aDelivery, bury } = await anInstance('http://hooks.example/wh?token=x');
    await bury();
    await storage.repositories.webhookAttempts.record([
      {
        ...aDelivery(),
        attempt: 1,
        outcome: 'retry',
        status: 502,
        latencyMs: 86_400_000,
        error: null,
        response: null,
        attemptedAt: new Date(),
      },
    ]);
    const { status, body } = await requestJson(product.baseUrl, 'GET', '/admin/deliveries', {
      token: product.adminToken,
      query: { limit: '100' },
    });
    expect(status).toBe(200);
    const { slowestEndpoints } = body as { slowestEndpoints: unknown[] };
    expect(slowestEndpoints[0]).toMatchObject({ host: 'hooks.example', failures: 1 });
    expect(JSON.stringify(body)).not.toContain('token');
  });
});
