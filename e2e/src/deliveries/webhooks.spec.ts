import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  listDeliveries,
  readDelivery,
  setWebhook,
  setWebhookSecret,
  setWebsocket,
} from '@starling/contract';
import { type AppProcess, testServices, until, WebhookReceiver } from '@starling/testing';
import { WebSocket } from 'ws';
import { Fleet } from '../sessions/fleet.js';
import { link, type Linked } from '../sessions/linked-fleet.js';

/*
 * From a contact of the local WhatsApp to a customer's server: a real gateway, worker, socket node and delivery-worker.
 */
const AUTHORIZATION = 'Token of="mine", x  y';

let fleet: Fleet;
let node: AppProcess;
let linked: Linked;
let receiver: WebhookReceiver;

const here = () => ({ params: { instance: linked.name } });
const configure = (body: object) => fleet.call(setWebhook, { ...here(), body });

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  node = await fleet.product.start('ws-fanout');
  await fleet.product.start('delivery-worker', { ALLOW_PRIVATE_URLS: 'true' });
  linked = await link(fleet, 'hooks');
  receiver = await WebhookReceiver.open();
});

afterAll(async () => {
  await fleet.stop();
  await receiver.close();
});

async function say(text: string): Promise<string> {
  const { id } = await linked.contact.send(linked.phone, { text });
  return id;
}

async function comes(id: string, to = receiver) {
  await until(() => to.aboutMessage(id).length > 0);
  const [request] = to.aboutMessage(id);
  if (!request) throw new Error('it came and went');
  return request;
}

describe('A webhook', () => {
  it('gets the very bytes that a socket gets, its Authorization verbatim, at the path of the event', async () => {
    await fleet.call(setWebsocket, { ...here(), body: { enabled: true } });
    const url = `${receiver.url}/wh?k=1`;
    await configure({ enabled: true, url, authorization: AUTHORIZATION, byEvents: true });
    const address = `${node.baseUrl.replace('http', 'ws')}/ws/${linked.name}`;
    const socket = new WebSocket(address, { headers: { token: fleet.tenant.token } });
    const frames: string[] = [];
    socket.on('message', (bytes: Buffer) => frames.push(bytes.toString('utf8')));
    await once(socket, 'open');
    const id = await say('olá 🐦 \u2028 "quoted"');
    const { body, path, headers } = await comes(id);
    await until(() => frames.some((frame) => frame.includes(id)));
    socket.close();
    expect(body).toBe(frames.find((frame) => frame.includes(id)));
    expect(path).toBe('/wh/message.exchange?k=1');
    expect(headers).toMatchObject({
      authorization: AUTHORIZATION,
      'content-type': 'application/json',
      'x-starling-attempt': '1',
      'x-starling-event-id': expect.any(String),
    });
    expect(headers).not.toHaveProperty('x-starling-signature');
  });

  it('is signed with its secret from the next event on, and with the former one beside a new one', async () => {
    await configure({ enabled: true, url: receiver.url });
    const first = await fleet.call(setWebhookSecret, { ...here(), body: {} });
    const signaturesOf = async (text: string) => {
      const { headers, body } = await comes(await say(text));
      const moment = String(headers['x-starling-timestamp']);
      const expected = (secret: string) =>
        `v1=${createHmac('sha256', secret).update(`${moment}.${body}`).digest('hex')}`;
      return { signature: headers['x-starling-signature'], expected };
    };
    const once_ = await signaturesOf('signed');
    expect(once_.signature).toBe(once_.expected(first.secret));
    const second = await fleet.call(setWebhookSecret, { ...here(), body: {} });
    const twice = await signaturesOf('signed twice');
    expect(twice.signature).toBe(
      `${twice.expected(second.secret)},${twice.expected(first.secret)}`,
    );
  });

  it('gets nothing from the moment it is disabled, while others go on', async () => {
    const other = await WebhookReceiver.open();
    await configure({ enabled: true, url: receiver.url });
    await configure({ label: 'other', enabled: true, url: other.url });
    await comes(await say('to both'));
    await configure({ enabled: false });
    const ids = [await say('to one'), await say('to one again')];
    for (const id of ids) await comes(id, other);
    expect(ids.flatMap((id) => receiver.aboutMessage(id))).toEqual([]);
    const list = () => fleet.call(listDeliveries, { ...here(), query: { label: 'other' } });
    await until(async () => {
      const { deliveries } = await list();
      return deliveries.length >= 3 && deliveries.every(({ status }) => status === 'delivered');
    });
    const { deliveries, meta } = await list();
    expect(meta.webhooks).toMatchObject([{ label: 'default' }, { label: 'other' }]);
    const params = { ...here().params, delivery: deliveries[0]?.id ?? '' };
    expect(await fleet.call(readDelivery, { params })).toMatchObject({
      attempts: [{ attempt: 1, status: 'delivered', httpStatus: 204 }],
    });
    await other.close();
  });
});
