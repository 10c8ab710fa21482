import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeAccount, setWebsocket } from '@starling/contract';
import { type AppProcess, testServices, until } from '@starling/testing';
import { FrameClient } from '../live-events/frames.js';
import { Fleet } from '../sessions/fleet.js';
import { lastFor } from '../sessions/interruptible-services.js';
import { link, type Linked } from '../sessions/linked-fleet.js';
import { ReturningClient } from './returning-client.js';

/* A node sleeps for longer than others believe in it, as a machine that is moved or short of memory does. */
const KEEP_S = 600;
const SLEEP_MS = 13_000;

let fleet: Fleet;
let linked: Linked;
let node: AppProcess;
let plain: FrameClient;
let resuming: ReturningClient;

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  const { product, tenant } = fleet;
  await fleet.call(changeAccount, {
    token: product.adminToken,
    params: { account: tenant.accountId },
    body: { eventRetentionSeconds: KEEP_S },
  });
  linked = await link(fleet, 'sleepy');
  const body = { enabled: true, events: ['message.exchange'] };
  await fleet.call(setWebsocket, { params: { instance: linked.name }, body });
  node = await product.start('ws-fanout');
  plain = await FrameClient.open(node.baseUrl, linked.name, tenant.token);
  resuming = new ReturningClient(node.baseUrl, linked.name, tenant.token);
  await until(() => resuming.isIn());
});

afterAll(async () => {
  plain.close();
  await resuming.leave();
  await fleet.stop();
});

describe('When a node has slept', () => {
  it('its sockets are open, who resumes gets what it slept through, and all get what comes then', async () => {
    const sent: string[] = [];
    const say = async (text: string) => {
      const { id } = await linked.contact.send(linked.phone, { text });
      sent.push(id);
    };
    await say('before');
    await until(() => resuming.messageIds.length === 1);
    node.kill('SIGSTOP');
    const sleep = lastFor(SLEEP_MS);
    await say('as it falls asleep');
    await sleep;
    await say('still asleep');
    node.kill('SIGCONT');
    await until(() => resuming.messageIds.length >= sent.length);
    // Who does not resume goes on with what comes once the owner knows again that it is there.
    await until(async () => {
      await say('awake');
      return plain.frames.some(({ data }) => sent.slice(3).includes(String(data['id'])));
    });
    await until(() => resuming.messageIds.length >= sent.length);
    expect(resuming.messageIds).toEqual(sent);
    expect(resuming.opened).toBe(1);
  });
});
