import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, requestJson, testServices, until } from '@starling/testing';
import sharp from 'sharp';
import { Fleet } from '../sessions/fleet.js';
import { Sending } from './sending.js';

/* What was sent and received, as the routes that read it show it. */
let fleet: Fleet;
let sending: Sending;

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  sending = await Sending.from(fleet, 'stored');
});

afterAll(() => fleet.stop());

describe('A stored message', () => {
  it('that came in is told with its way, its kind and its state', async () => {
    const { contact, phone } = sending.linked;
    const { id } = await sending.receive({ text: 'good morning' });
    const { body } = await sending.read('getMessage', id);
    expect(Object.keys((body as { data: object }).data)).toEqual([
      'content',
      'type',
      'from',
      'to',
      'chat',
      'timestamp',
      'isGroup',
      'status',
    ]);
    expect(body).toEqual({
      success: true,
      message: 'Message found',
      messageId: id,
      status: 'found',
      data: {
        content: 'good morning',
        type: 'text',
        isGroup: false,
        status: 'received',
        from: contact.jid,
        to: phone.jid,
        chat: contact.jid,
        timestamp: expect.stringMatching(/Z$/),
      },
    });
  });

  it('that went out rises from sent to read', async () => {
    const { contact } = sending.linked;
    contact.behavior.reads = true;
    const { received: seen } = await sending.send('text', { message: 'rise' });
    await until(async () => {
      const { body } = await sending.read('status', seen.id);
      return (body as { status: string }).status === 'read';
    });
    contact.behavior.reads = false;
    expect((await sending.read('status', seen.id)).body).toMatchObject({
      status: 'read',
      status_code: 4,
      direction: 'sent',
      chat_jid: contact.jid,
    });
  });

  it.each([
    ['getMessage', 404, 'Message not found'],
    ['status', 404, 'Message not found'],
    ['poll', 404, 'Message not found'],
    ['base64', 404, 'Message not found or no media available'],
  ])('is asked for by %s under an id that nobody knows', async (route, status, message) => {
    expect(refusal(await sending.read(route, 'unknown'))).toEqual([status, message]);
  });

  it.each([
    ['getMessage', 'Message ID is required (use ?messageId=<message-id>)'],
    ['status', 'messageId query parameter is required'],
    ['base64', 'messageId query parameter is required'],
  ])('is asked for by %s without an id', async (route, message) => {
    expect(refusal(await sending.chat('GET', route, {}))).toEqual([400, message]);
  });

  it('of another instance of the account is told apart', async () => {
    const other = await Sending.from(fleet, 'other');
    const { received: seen } = await other.send('text', { message: 'elsewhere' });
    expect(refusal(await sending.read('status', seen.id))).toEqual([
      404,
      'Message does not belong to this instance',
    ]);
  });
});

describe('The history of a chat', () => {
  it('is newest first, in the bounds that were asked for', async () => {
    const { contact } = sending.linked;
    const texts = ['one', 'two', 'three'];
    for (const text of texts) await sending.receive({ text: `history ${text}` });
    const { body } = await sending.change('history', { number: contact.number, count: 2 });
    const { messages, ...rest } = body as { messages: { content: string }[] };
    expect(messages).toHaveLength(2);
    expect(rest).toMatchObject({ chat_jid: contact.jid, count: 2, hasMore: true });
    const none = await sending.change('history', {
      number: contact.number,
      to: '2020-01-01T00:00:00Z',
    });
    expect(none.body).toMatchObject({ messages: [], count: 0, hasMore: false });
    expect(
      refusal(await sending.change('history', { number: contact.number, from: 'yesterday' })),
    ).toEqual([
      400,
      "invalid 'from' date format. Use ISO 8601 format (e.g., '2026-02-16T18:32:39Z')",
    ]);
  });
});

describe('A person whose phone was hidden at first', () => {
  it('is one contact and one chat as soon as a group tells the phone', async () => {
    const { phone } = sending.linked;
    const ana = fleet.sandbox.contacts.add({ name: 'Ana Hidden' });
    const hidden = { attributes: { sender_pn: '' } };
    const early = await ana.send(phone, { text: 'early' }, hidden);
    await sending.stored(early.id);
    const found = async (number: string) => {
      const { body } = await sending.chat('GET', 'contacts', { number });
      return (body as { contact: { found: boolean; jid: string; lid: string | null } }).contact;
    };
    await until(async () => (await found(ana.lid)).found);
    expect(await found(ana.lid)).toMatchObject({ jid: ana.lid, lid: ana.lid });

    fleet.sandbox.groups.create({ subject: 'Members', creator: ana, members: [phone] });
    await until(async () => (await found(ana.lid)).jid === ana.jid);
    const both = { found: true, jid: ana.jid, lid: ana.lid, push_name: 'Ana Hidden' };
    expect([await found(ana.lid), await found(ana.number)]).toMatchObject([both, both]);
    const { contacts } = (await sending.chat('GET', 'contacts', {})).body as {
      contacts: { lid: string }[];
    };
    expect(contacts.filter(({ lid }) => lid === ana.lid)).toMatchObject([both]);

    const late = await ana.send(phone, { text: 'late' }, hidden);
    await sending.stored(late.id);
    for (const number of [ana.lid, ana.number]) {
      expect((await sending.change('history', { number })).body).toMatchObject({
        chat_jid: ana.jid,
        messages: [late, early].map(({ id }) => ({ id, senderJid: ana.jid })),
      });
    }
    expect((await sending.read('getMessage', early.id)).body).toMatchObject({
      data: { from: ana.jid, to: phone.jid, chat: ana.jid },
    });
    expect((await sending.read('status', early.id)).body).toMatchObject({ chat_jid: ana.jid });
    expect(
      (await sending.change('markChatRead', { number: ana.lid, read: true })).body,
    ).toMatchObject({ chat_jid: ana.jid });
    await ana.edit(phone, early, 'edited');
    await until(async () => {
      const { body } = await sending.read('getMessage', early.id);
      return (body as { data: { content: string } }).data.content === 'edited';
    });
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
    const { body } = await sending.read('poll', poll.id);
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
    const { id } = await sending.receive({ text: 'no poll' });
    expect(refusal(await sending.read('poll', id))).toEqual([400, 'Message is not a poll']);
  });
});

describe('A file of a message', () => {
  it('is given as base64, byte by byte', async () => {
    const create = { width: 400, height: 300, channels: 3, background: 'blue' } as const;
    const image = await sharp({ create }).jpeg().toBuffer();
    const { id } = await sending.receive({ image });
    const { body } = await sending.read('base64', id);
    expect(body).toEqual({
      success: true,
      message: 'Base64 retrieved successfully',
      message_id: id,
      mime_type: 'image/jpeg',
      media_type: 'image',
      base64: image.toString('base64'),
    });
  });
});

describe('Without a connection', () => {
  it('only the status of a message can still be read', async () => {
    const { id } = await sending.receive({ text: 'last' });
    const { product, tenant } = fleet;
    const { name } = sending.linked;
    await requestJson(product.baseUrl, 'DELETE', `/api/instance/logout/${name}`, {
      token: tenant.token,
    });
    expect((await sending.read('status', id)).status).toBe(200);
    expect(refusal(await sending.read('getMessage', id))).toEqual([
      503,
      'Instance is not connected to WhatsApp',
    ]);
    expect(refusal(await sending.ask('text', { message: 'x' }))).toEqual([
      503,
      'Instance is not connected to WhatsApp',
    ]);
  });
});
