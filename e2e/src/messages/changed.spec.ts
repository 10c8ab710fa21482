import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, testServices, until } from '@starling/testing';
import { Fleet } from '../sessions/fleet.js';
import { Sending } from './sending.js';

/* What was sent and received, as the routes that change it leave it: here and on the phones. */
let fleet: Fleet;
let sending: Sending;

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  sending = await Sending.from(fleet, 'changed');
});

afterAll(() => fleet.stop());

describe('A message that is changed', () => {
  const contentOf = async (id: string) =>
    ((await sending.read('getMessage', id)).body as { data: { content: string } }).data.content;

  it('has its new text, here and on the phone of the contact', async () => {
    const { contact } = sending.linked;
    const { received: seen } = await sending.send('text', { message: 'frist' });
    const reply = await sending.change('edit', { messageId: seen.id, content: 'first' });
    expect(reply.body).toMatchObject({
      messageId: seen.id,
      oldContent: 'frist',
      newContent: 'first',
      chatJid: contact.jid,
    });
    await until(() =>
      contact.inbox.some(
        ({ message }) =>
          message.protocolMessage?.editedMessage?.extendedTextMessage?.text === 'first',
      ),
    );
    await until(async () => (await contentOf(seen.id)) === 'first');
  });

  it('may only be an own text', async () => {
    const { id } = await sending.receive({ text: 'mine' });
    expect(refusal(await sending.change('edit', { messageId: id, content: 'yours' }))).toEqual([
      400,
      'can only edit your own text messages',
    ]);
    expect(refusal(await sending.change('edit', { messageId: 'unknown', content: 'x' }))).toEqual([
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
        ? await sending.chat('DELETE', 'delete', { messageId: seen.id, deleteForEveryone: 'true' })
        : await sending.chat('DELETE', 'delete', {}, said);
      expect(reply.body).toEqual({
        success: true,
        message: 'Message deleted for everyone successfully',
        message_id: seen.id,
        chat_jid: contact.jid,
        delete_type: 'revoke',
      });
      await until(() =>
        contact.inbox.some(({ message }) => message.protocolMessage?.key?.id === seen.id),
      );
      await until(async () => (await contentOf(seen.id)) === '');
    }
  });

  it('is deleted for this account alone', async () => {
    const { id } = await sending.receive({ text: 'forget me' });
    const { body } = await sending.chat('DELETE', 'delete', {}, { messageId: id });
    expect(body).toMatchObject({ delete_type: 'delete_for_me', message_id: id });
    expect((await sending.read('getMessage', id)).status).toBe(404);
  });
});

describe('A message that is forwarded', () => {
  it('reaches another contact, and says that it was', async () => {
    const other = fleet.sandbox.contacts.add();
    const { id } = await sending.receive({ text: 'pass it on' });
    const { status, body } = await sending.change('forward', { messageId: id, to: other.number });
    expect([status, body]).toEqual([
      200,
      {
        success: true,
        message: 'Message forwarded successfully',
        originalId: id,
        messageId: expect.any(String),
        destinationJid: other.jid,
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
    expect(refusal(await sending.change('forward', { messageId: poll.id, to }))).toEqual([
      500,
      'unsupported message type for forwarding: poll',
    ]);
    expect(refusal(await sending.change('forward', { messageId: 'unknown', to }))).toEqual([
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
    const shown = await sending.change('presence', {
      number: contact.number,
      state: 'Typing',
      duration: 1,
    });
    expect(shown.body).toEqual({
      success: true,
      message: 'Presence sent successfully',
      chat_jid: contact.jid,
      state: 'typing',
      duration: 1,
    });
    await until(() => presences.includes('composing') && presences.includes('paused'));

    const receipts: string[] = [];
    contact.handset.on('receipt', ({ type, ids }) => {
      if (type === 'read') receipts.push(...ids);
    });
    const [one, two] = [
      await sending.receive({ text: 'read me' }),
      await sending.receive({ text: 'me too' }),
    ];
    const marked = await sending.change('markRead', { number: contact.number, messageId: one.id });
    expect(marked.body).toMatchObject({ message_id: one.id, chat_jid: contact.jid });
    const all = await sending.change('markChatRead', { number: contact.number, read: true });
    expect(all.body).toMatchObject({ read: true, chat_jid: contact.jid });
    await until(() => receipts.includes(one.id) && receipts.includes(two.id));
    await until(async () => {
      const { body } = await sending.read('status', two.id);
      return (body as { status: string }).status === 'read';
    });
  });

  it('is with somebody that the instance knows', async () => {
    const { contact } = sending.linked;
    await sending.receive({ text: 'now you know me' });
    const all = await sending.chat('GET', 'contacts', {});
    expect((all.body as { contacts: { jid: string }[] }).contacts.map(({ jid }) => jid)).toContain(
      contact.jid,
    );
    const one = await sending.chat('GET', 'contacts', { number: contact.number });
    expect(one.body).toMatchObject({
      message: 'Contact found',
      contact: { found: true, jid: contact.jid, lid: contact.lid },
    });
    const nobody = await sending.chat('GET', 'contacts', { number: '5599000000000' });
    expect(nobody.body).toEqual({
      success: true,
      message: 'Contact not found',
      contact: {
        found: false,
        jid: '5599000000000@s.whatsapp.net',
        lid: null,
        first_name: '',
        full_name: '',
        push_name: '',
        business_name: '',
      },
    });
  });
});
