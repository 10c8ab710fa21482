import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requestJson, testServices, until } from '@starling/testing';
import sharp from 'sharp';
import { Fleet } from '../sessions/fleet.js';
import { Sending } from './sending.js';

/* What was sent and received, as the routes that read it and change it show it. */
let fleet: Fleet;
let sending: Sending;

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  sending = await Sending.from(fleet, 'stored');
}, 90_000);

afterAll(() => fleet.stop());

type Method = 'GET' | 'POST' | 'DELETE';

const chat = (method: Method, route: string, query: Record<string, string>, body?: object) => {
  const { product, tenant } = fleet;
  const path = `/api/chat/${route}/${sending.linked.name}`;
  return requestJson(product.baseUrl, method, path, {
    ...{ token: tenant.token, query },
    ...(body && { body }),
  });
};
const read = (route: string, messageId: string) => chat('GET', route, { messageId });
const change = (route: string, body: object) => chat('POST', route, {}, body);
const errorOf = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { error?: { message?: string } }).error?.message,
];

async function received(content: Parameters<typeof sending.linked.contact.send>[1]) {
  const { contact, phone } = sending.linked;
  const sent = await contact.send(phone, content);
  await sending.stored(sent.id);
  return sent;
}

describe('A stored message', () => {
  it('that came in is told with its way, its kind and its state', async () => {
    const { contact, phone } = sending.linked;
    const { id } = await received({ text: 'good morning' });
    const { body } = await read('getMessage', id);
    expect(body).toEqual({
      ...{ success: true, message: 'Message found', messageId: id, status: 'found' },
      data: {
        ...{ content: 'good morning', type: 'text', isGroup: false, status: 'received' },
        ...{ from: contact.jid, to: phone.jid, chat: contact.jid },
        timestamp: expect.stringMatching(/Z$/),
      },
    });
  });

  it('that went out rises from sent to read', async () => {
    const { contact } = sending.linked;
    contact.manners.reads = true;
    const { received: seen } = await sending.send('text', { message: 'rise' });
    await until(async () => {
      const { body } = await read('status', seen.id);
      return (body as { status: string }).status === 'read';
    });
    contact.manners.reads = false;
    expect((await read('status', seen.id)).body).toMatchObject({
      ...{ status: 'read', status_code: 4, direction: 'sent', chat_jid: contact.jid },
    });
  });

  it.each([
    ['getMessage', 404, 'Message not found'],
    ['status', 404, 'Message not found'],
    ['poll', 404, 'Message not found'],
    ['base64', 404, 'Message not found or no media available'],
  ])('is asked for by %s under an id that nobody knows', async (route, status, message) => {
    expect(errorOf(await read(route, 'unknown'))).toEqual([status, message]);
  });

  it.each([
    ['getMessage', 'Message ID is required (use ?messageId=<message-id>)'],
    ['status', 'messageId query parameter is required'],
    ['base64', 'messageId query parameter is required'],
  ])('is asked for by %s without an id', async (route, message) => {
    expect(errorOf(await chat('GET', route, {}))).toEqual([400, message]);
  });

  it('of another instance of the account is told apart', async () => {
    const other = await Sending.from(fleet, 'other');
    const { received: seen } = await other.send('text', { message: 'elsewhere' });
    expect(errorOf(await read('status', seen.id))).toEqual([
      404,
      'Message does not belong to this instance',
    ]);
  });
});

describe('The history of a chat', () => {
  it('is newest first, in the bounds that were asked for', async () => {
    const { contact } = sending.linked;
    const texts = ['one', 'two', 'three'];
    for (const text of texts) await received({ text: `history ${text}` });
    const { body } = await change('history', { number: contact.number, count: 2 });
    const { messages, ...rest } = body as { messages: { content: string }[] };
    expect(messages).toHaveLength(2);
    expect(rest).toMatchObject({ chat_jid: contact.jid, count: 2, hasMore: true });
    const none = await change('history', { number: contact.number, to: '2020-01-01T00:00:00Z' });
    expect(none.body).toMatchObject({ messages: [], count: 0, hasMore: false });
    expect(errorOf(await change('history', { number: contact.number, from: 'yesterday' }))).toEqual(
      [400, "invalid 'from' date format. Use ISO 8601 format (e.g., '2026-02-16T18:32:39Z')"],
    );
  });
});

describe('A poll', () => {
  it('counts the last vote of each voter, sent or received', async () => {
    const { contact, phone } = sending.linked;
    const { received: poll } = await sending.send('poll', {
      question: 'Which?',
      options: ['A', 'B'],
    });
    await contact.vote(phone, poll, ['A']);
    const last = await contact.vote(phone, poll, ['B']);
    await sending.stored(last.id);
    const { body } = await read('poll', poll.id);
    expect(body).toMatchObject({
      messageId: poll.id,
      data: {
        name: 'Which?',
        votes: [
          { optionName: 'A', optionVoteCount: 0 },
          { optionName: 'B', optionVoteCount: 1 },
        ],
        voteDetails: [{ optionName: 'B', senderJid: contact.number, voteMessageId: last.id }],
      },
    });
    const { id } = await received({ text: 'no poll' });
    expect(errorOf(await read('poll', id))).toEqual([400, 'Message is not a poll']);
  });
});

describe('A file of a message', () => {
  it('is given as base64, byte by byte', async () => {
    const create = { width: 400, height: 300, channels: 3, background: 'blue' } as const;
    const image = await sharp({ create }).jpeg().toBuffer();
    const { id } = await received({ image });
    const { body } = await read('base64', id);
    expect(body).toEqual({
      ...{ success: true, message: 'Base64 retrieved successfully', message_id: id },
      ...{ mime_type: 'image/jpeg', media_type: 'image', base64: image.toString('base64') },
    });
  });
});

describe('A message that is changed', () => {
  it('has its new text, here and on the phone of the contact', async () => {
    const { contact } = sending.linked;
    const { received: seen } = await sending.send('text', { message: 'frist' });
    const reply = await change('edit', { messageId: seen.id, content: 'first' });
    expect(reply.body).toMatchObject({
      ...{ messageId: seen.id, oldContent: 'frist', newContent: 'first', chatJid: contact.jid },
    });
    await until(() =>
      contact.inbox.some(
        ({ message }) =>
          message.protocolMessage?.editedMessage?.extendedTextMessage?.text === 'first',
      ),
    );
    expect((await read('getMessage', seen.id)).body).toMatchObject({ data: { content: 'first' } });
  });

  it('may only be an own text', async () => {
    const { id } = await received({ text: 'mine' });
    expect(errorOf(await change('edit', { messageId: id, content: 'yours' }))).toEqual([
      400,
      'can only edit your own text messages',
    ]);
    expect(errorOf(await change('edit', { messageId: 'unknown', content: 'x' }))).toEqual([
      404,
      'message not found',
    ]);
  });

  it('is taken back for everybody, with a body or with a query', async () => {
    const { contact } = sending.linked;
    for (const inQuery of [true, false]) {
      const { received: seen } = await sending.send('text', { message: 'oops' });
      const said = { messageId: seen.id, deleteForEveryone: true };
      const reply = inQuery
        ? await chat('DELETE', 'delete', { messageId: seen.id, deleteForEveryone: 'true' })
        : await chat('DELETE', 'delete', {}, said);
      expect(reply.body).toEqual({
        ...{ success: true, message: 'Message deleted for everyone successfully' },
        ...{ message_id: seen.id, chat_jid: contact.jid, delete_type: 'revoke' },
      });
      await until(() =>
        contact.inbox.some(({ message }) => message.protocolMessage?.key?.id === seen.id),
      );
      expect((await read('getMessage', seen.id)).body).toMatchObject({ data: { content: '' } });
    }
  });

  it('is deleted for this account alone', async () => {
    const { id } = await received({ text: 'forget me' });
    const { body } = await chat('DELETE', 'delete', {}, { messageId: id });
    expect(body).toMatchObject({ delete_type: 'delete_for_me', message_id: id });
    expect((await read('getMessage', id)).status).toBe(404);
  });
});

describe('A message that is forwarded', () => {
  it('reaches another contact, and says that it was', async () => {
    const other = fleet.sandbox.contacts.add();
    const { id } = await received({ text: 'pass it on' });
    const { status, body } = await change('forward', { messageId: id, to: other.number });
    expect([status, body]).toEqual([
      200,
      {
        ...{ success: true, message: 'Message forwarded successfully', originalId: id },
        ...{ messageId: expect.any(String), destinationJid: other.jid },
      },
    ]);
    const seen = await sending.seen((body as { messageId: string }).messageId, other);
    expect(seen.message.extendedTextMessage).toMatchObject({
      text: 'pass it on',
      contextInfo: { isForwarded: true },
    });
  });

  it('cannot be a poll, nor one that nobody knows', async () => {
    const to = sending.linked.contact.number;
    const { received: poll } = await sending.send('poll', { question: '?', options: ['A', 'B'] });
    expect(errorOf(await change('forward', { messageId: poll.id, to }))).toEqual([
      500,
      'unsupported message type for forwarding: poll',
    ]);
    expect(errorOf(await change('forward', { messageId: 'unknown', to }))).toEqual([
      404,
      'message not found',
    ]);
  });
});

describe('A chat', () => {
  it('shows that somebody types, and that messages were read', async () => {
    const { contact } = sending.linked;
    const presences: string[] = [];
    contact.handset.on('presence', ({ state }) => presences.push(state));
    const shown = await change('presence', {
      number: contact.number,
      state: 'Typing',
      duration: 1,
    });
    expect(shown.body).toEqual({
      ...{ success: true, message: 'Presence sent successfully' },
      ...{ chat_jid: contact.jid, state: 'typing', duration: 1 },
    });
    await until(() => presences.includes('composing') && presences.includes('paused'));

    const receipts: string[] = [];
    contact.handset.on('receipt', ({ type, ids }) => {
      if (type === 'read') receipts.push(...ids);
    });
    const [one, two] = [await received({ text: 'read me' }), await received({ text: 'me too' })];
    const marked = await change('markRead', { number: contact.number, messageId: one.id });
    expect(marked.body).toMatchObject({ message_id: one.id, chat_jid: contact.jid });
    const all = await change('markChatRead', { number: contact.number, read: true });
    expect(all.body).toMatchObject({ read: true, chat_jid: contact.jid });
    await until(() => receipts.includes(one.id) && receipts.includes(two.id));
    expect((await read('status', two.id)).body).toMatchObject({ status: 'read' });
  });

  it('is with somebody that the instance knows', async () => {
    const { contact } = sending.linked;
    const all = await chat('GET', 'contacts', {});
    expect((all.body as { contacts: { jid: string }[] }).contacts.map(({ jid }) => jid)).toContain(
      contact.jid,
    );
    const one = await chat('GET', 'contacts', { number: contact.number });
    expect(one.body).toMatchObject({
      message: 'Contact found',
      contact: { found: true, jid: contact.jid, lid: contact.lid },
    });
    const nobody = await chat('GET', 'contacts', { number: '5599000000000' });
    expect(nobody.body).toEqual({
      ...{ success: true, message: 'Contact not found' },
      contact: {
        ...{ found: false, jid: '5599000000000@s.whatsapp.net', lid: null },
        ...{ first_name: '', full_name: '', push_name: '', business_name: '' },
      },
    });
  });
});

describe('Without a connection', () => {
  it('only the status of a message can still be read', async () => {
    const { id } = await received({ text: 'last' });
    const { product, tenant } = fleet;
    const { name } = sending.linked;
    await requestJson(product.baseUrl, 'DELETE', `/api/instance/logout/${name}`, {
      token: tenant.token,
    });
    expect((await read('status', id)).status).toBe(200);
    expect(errorOf(await read('getMessage', id))).toEqual([
      503,
      'Instance is not connected to WhatsApp',
    ]);
    expect(errorOf(await sending.ask('text', { message: 'x' }))).toEqual([
      503,
      'Instance is not connected to WhatsApp',
    ]);
  });
});
