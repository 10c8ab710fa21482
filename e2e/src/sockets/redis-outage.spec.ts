import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeAccount, setWebsocket } from '@starling/contract';
import { type AppProcess, until } from '@starling/testing';
import { Fleet } from '../sessions/fleet.js';
import {
  type InterruptibleServices,
  lastFor,
  startInterruptibleServices,
} from '../sessions/interruptible-services.js';
import { link, type Linked } from '../sessions/linked-fleet.js';
import { FrameClient } from '../live-events/frames.js';
import { ReturningClient } from './returning-client.js';

/* A Redis of the suite's own goes away under sockets that are open, and comes back on the same data and port. */
const KEEP_S = 600;
/** Shorter and longer than the ten seconds for which a process without Redis is taken to live. */
const SHORT_MS = 1_500;
const LONG_MS = 12_000;

let services: InterruptibleServices;
let fleet: Fleet;
let linked: Linked;
let node: AppProcess;
let plain: FrameClient;
const resuming: ReturningClient[] = [];
const sent: string[] = [];

const say = async (text: string) => {
  const { id } = await linked.contact.send(linked.phone, { text });
  sent.push(id);
};
const haveAll = () => resuming.every(({ messageIds }) => messageIds.length >= sent.length);

beforeAll(async () => {
  services = await startInterruptibleServices();
  fleet = await Fleet.start(services, 1);
  const { product, tenant } = fleet;
  await fleet.call(changeAccount, {
    token: product.adminToken,
    params: { account: tenant.accountId },
    body: { eventRetentionSeconds: KEEP_S },
  });
  linked = await link(fleet, 'shop');
  const body = { enabled: true, events: ['message.exchange'] };
  await fleet.call(setWebsocket, { params: { instance: linked.name }, body });
  node = await product.start('ws-fanout');
  plain = await FrameClient.open(node.baseUrl, linked.name, tenant.token);
  for (let count = 0; count < 3; count += 1) {
    resuming.push(new ReturningClient(node.baseUrl, linked.name, tenant.token));
  }
  await until(() => resuming.every((client) => client.isIn()));
  await say('before');
  await until(haveAll);
});

afterAll(async () => {
  plain.close();
  for (const client of resuming) await client.leave();
  await fleet.stop();
  await services.stop();
});

describe.each([SHORT_MS, LONG_MS])('When Redis was away for %i ms', (outageMs) => {
  it('no socket was closed, what is written afterwards comes, and who resumes gets what was written meanwhile', async () => {
    await services.redis.stop();
    const outage = lastFor(outageMs);
    await say(`while it is away for ${outageMs}`);
    await outage;
    await services.redis.startAgain();
    await say(`as it comes back after ${outageMs}`);
    await until(haveAll);
    const countBefore = sent.length;
    // Who does not resume goes on with what comes once the owner knows again that it is there.
    await until(async () => {
      await say(`after ${outageMs}`);
      const fresh = sent.slice(countBefore);
      return plain.frames.some(({ data }) => fresh.includes(String(data['id'])));
    });
    await until(haveAll);
    for (const { messageIds, opened } of resuming) {
      expect([...messageIds].sort()).toEqual([...sent].sort());
      expect(opened).toBe(1);
    }
  });
});
