import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setWebsocket } from '@starling/contract';
import { type AppProcess, testServices, until } from '@starling/testing';
import { FrameClient } from '../live-events/frames.js';
import { Fleet } from '../sessions/fleet.js';
import { Sending } from './sending.js';

/* What an instance sends comes back to its own listeners: once, with the tag of whoever sent it. */
let fleet: Fleet;
let node: AppProcess;
let sending: Sending;
let client: FrameClient;

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  node = await fleet.product.start('ws-fanout');
  sending = await Sending.from(fleet, 'echo');
  await fleet.call(setWebsocket, {
    params: { instance: 'echo' },
    body: { enabled: true, events: [] },
  });
});

afterAll(() => fleet.stop());

beforeEach(async () => {
  client = await FrameClient.open(node.baseUrl, 'echo', fleet.tenant.token);
});

afterEach(() => client.close());

const statusesOf = (messageId: string) =>
  client
    .ofEvent('message.status')
    .filter(({ data }) => (data['messageIds'] as string[]).includes(messageId));

describe('A message of the API', () => {
  it('is told once as outgoing, with its tag in both places, and then how far it came', async () => {
    const { contact, phone } = sending.linked;
    const { received } = await sending.send('text', { message: 'hello', source: 'crm' });
    await client.next(
      ({ event, data }) => event === 'message.exchange' && data['id'] === received.id,
    );
    await until(() => statusesOf(received.id).length > 0);
    const told = client
      .ofEvent('message.exchange')
      .filter(({ data }) => data['id'] === received.id);
    expect(told.map(({ data }) => data)).toMatchObject([
      {
        id: received.id,
        direction: 'outgoing',
        source: 'crm',
        chat: { jid: contact.jid, lid: contact.lid, type: 'private' },
        sender: { jid: phone.jid },
        recipient: { jid: contact.jid },
        message: { type: 'text', content: 'hello', source: 'crm' },
      },
    ]);
    expect(statusesOf(received.id)).toMatchObject([
      { data: { status: 'delivered', isFromMe: true, recipient: contact.jid } },
    ]);
  });

  it('that WhatsApp refuses afterwards was answered with 200, and is told as failed', async () => {
    const { phone, contact } = sending.linked;
    const endFault = fleet.sandbox.faults.refuseMessages({ account: phone.number, error: 463 });
    const { status, body } = await sending.ask('text', { message: 'refused' });
    const { messageId } = body as { messageId: string };
    const told = await client
      .next(({ event, data }) => event === 'message.status' && data['status'] === 'server_error')
      .finally(endFault);
    expect(status).toBe(200);
    expect(told.data).toMatchObject({ messageIds: [messageId], chat: { jid: contact.jid } });
  });

  it('from the phone itself has no tag', async () => {
    const { phone, contact } = sending.linked;
    const { id } = await phone.send(contact, { text: 'from my phone' });
    const { data } = await client.next(({ data: { id: seen } }) => seen === id);
    expect(data).toMatchObject({ direction: 'outgoing', source: '', message: { source: '' } });
  });
});
