import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AppProcess,
  clientOf,
  newTenant,
  type Product,
  refusal,
  requestJson,
  startProduct,
  testServices,
  until,
} from '@starling/testing';
import { type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';

/*
 * A command's whole way: gateway, inbox of the owner, worker, inbox of the gateway. The instance is a real one, paired
 * with the local WhatsApp.
 */
const NOT_CONNECTED = [503, 'Instance is not connected to WhatsApp'];

let sandbox: Sandbox;
let product: Product;
let worker: AppProcess;
let instanceId: string;
let unpairedId: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  product = await startProduct(testServices());
  worker = await product.start('session-worker', { WHATSAPP_WS_URL: sandbox.url });
  const { token } = await newTenant(product);
  const client = clientOf(product.baseUrl, token);
  const create = async (name: string) => {
    const { body } = await client.post('/api/instance/new', { name });
    return (body as { instance: { id: string } }).instance.id;
  };
  instanceId = await create('owned');
  unpairedId = await create('unpaired');
  const { body } = await client.get('/api/instance/connect/owned');
  await sandbox.phones.add().scan((body as { qrCode: string }).qrCode);
  await until(async () => {
    const list = await client.get('/api/instance/list?instanceName=owned');
    const [instance] = (list.body as { instances: { status: string }[] }).instances;
    return instance?.status === 'connected';
  });
});

afterAll(async () => {
  await product.stop();
  await sandbox.close();
});

const ping = (id = instanceId) =>
  requestJson(product.baseUrl, 'POST', `/admin/instances/${id}/ping`, {
    token: product.adminToken,
  });

describe('A ping', () => {
  it('is answered by the worker that owns the instance, under its epoch', async () => {
    const reply = await ping();
    expect([reply.status, reply.body]).toEqual([
      200,
      { success: true, message: 'pong', worker: worker.id, epoch: 1 },
    ]);
  });

  it('finds nobody when the instance has no owner', async () => {
    expect(refusal(await ping(unpairedId))).toEqual(NOT_CONNECTED);
  });

  it('knows only instances that exist', async () => {
    for (const id of ['00000000-0000-4000-8000-000000000000', 'no-id']) {
      expect(refusal(await ping(id))).toEqual([404, 'Instance not found']);
    }
  });

  it('finds nobody once the owner was stopped, and the worker left cleanly', async () => {
    expect(await worker.stop()).toBe(0);
    expect(refusal(await ping())).toEqual(NOT_CONNECTED);
  });
});
