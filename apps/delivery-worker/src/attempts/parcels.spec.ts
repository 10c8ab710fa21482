import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventPublisher } from '@starling/broker';
import { DEFAULT_SETTINGS } from '@starling/contract';
import { type RunningApp } from '@starling/platform';
import { Accounts, Instances, Webhooks } from '@starling/storage';
import { mintTenantScope } from '@starling/storage/tenant-scopes';
import { testServices, until } from '@starling/testing';
import { Receiver } from '../testing/receiver.js';
import { startWorker } from '../testing/worker.js';

/** More than may be in line for one endpoint. */
const EVENTS = 350;

describe('When more comes for a server than may wait in line', () => {
  let worker: RunningApp;
  let receiver: Receiver;

  beforeAll(async () => {
    worker = await startWorker(testServices());
    receiver = await Receiver.open();
  });
  afterAll(async () => {
    await receiver.close();
    await worker.stop();
  });

  it('the rest is set apart in parcels, arrives as well, and each event once', async () => {
    receiver.answer = (_, nth) => ({ status: 200, afterMs: nth <= 16 ? 1_000 : 0 });
    const token = () => randomBytes(16).toString('hex');
    const account = await worker.app.get(Accounts).create({ name: randomUUID(), token: token() });
    const scope = mintTenantScope(account.id);
    const fields = { name: 'sales', token: token(), settings: DEFAULT_SETTINGS };
    const { id } = await worker.app.get(Instances).create(scope, fields);
    await worker.app.get(Webhooks).put(scope, id, {
      ...{ label: 'default', enabled: true, url: receiver.url, authorization: null },
      ...{ byEvents: false, events: [], mediaBase64: false },
    });
    const sent = Array.from({ length: EVENTS }, (_, n) => String(n));
    await Promise.all(
      sent.map((body) =>
        worker.app.get(EventPublisher).publish({
          ...{ shardKey: id, instance: id, name: 'message.exchange', nodes: [], durable: true },
          ...{ attributes: { chat: body }, bytes: Buffer.from(body) },
        }),
      ),
    );
    await until(() => new Set(receiver.bodies).size === EVENTS);
    expect(receiver.bodies.toSorted()).toEqual(sent.toSorted());
    const attempts = receiver.received.map(({ headers }) => headers['x-starling-attempt']);
    expect(new Set(attempts)).toEqual(new Set(['1']));
  });
});
