import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AppProcess,
  newTenant,
  type Product,
  refusal,
  requestJson,
  startProduct,
  testServices,
} from '@starling/testing';
import pg from 'pg';

/*
 * A command's whole way: gateway, inbox of the owner, worker, inbox of the gateway. Who owns the instance is written
 * by the test itself, as sessions do not claim yet.
 */
const services = testServices();
const database = new pg.Client(services.databaseUrl);
const NOT_CONNECTED = [503, 'Instance is not connected to WhatsApp'];

let product: Product;
let worker: AppProcess;
let instanceId: string;

beforeAll(async () => {
  await database.connect();
  product = await startProduct(services);
  worker = await product.start('session-worker');
  const { token } = await newTenant(product);
  const { body } = await requestJson(product.baseUrl, 'POST', '/api/instance/new', {
    ...{ token, body: { name: 'owned' } },
  });
  instanceId = (body as { instance: { id: string } }).instance.id;
}, 60_000);

afterAll(async () => {
  await product.stop();
  await database.end();
});

const ownedBy = (owner: string | null, epoch: number) =>
  database.query('UPDATE instances SET owner = $1, owner_epoch = $2 WHERE id = $3', [
    owner,
    epoch,
    instanceId,
  ]);
const ping = (id = instanceId) =>
  requestJson(product.baseUrl, 'POST', `/admin/instances/${id}/ping`, {
    token: product.adminToken,
  });

describe('A ping', () => {
  it('is answered by the worker that owns the instance, under its epoch', async () => {
    await ownedBy(worker.id, 7);
    const reply = await ping();
    expect([reply.status, reply.body]).toEqual([
      200,
      { success: true, message: 'pong', worker: worker.id, epoch: 7 },
    ]);
  });

  it('finds nobody when the instance has no owner, or one that is gone', async () => {
    await ownedBy(null, 8);
    expect(refusal(await ping())).toEqual(NOT_CONNECTED);
    await ownedBy('session-worker-long-gone', 9);
    expect(refusal(await ping())).toEqual(NOT_CONNECTED);
  });

  it('knows only instances that exist', async () => {
    for (const id of ['00000000-0000-4000-8000-000000000000', 'no-id']) {
      expect(refusal(await ping(id))).toEqual([404, 'Instance not found']);
    }
  });

  it('finds nobody once the owner was stopped, and the worker left cleanly', async () => {
    await ownedBy(worker.id, 10);
    expect(await worker.stop()).toBe(0);
    expect(refusal(await ping())).toEqual(NOT_CONNECTED);
  });
});
