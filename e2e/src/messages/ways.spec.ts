import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServices } from '@starling/testing';
import { type Contact } from '@starling/whatsapp-sandbox';
import { Fleet } from '../sessions/fleet.js';
import { Sending } from './sending.js';

/* Whom a message reaches, what it answers and whom it names; and what is said when it cannot go. */
let fleet: Fleet;
let sending: Sending;

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  sending = await Sending.from(fleet, 'ways');
});

afterAll(() => fleet.stop());

const text = (change: object) => ({ message: 'Hello', ...change });
const newContact = (number?: string): Contact => fleet.sandbox.contacts.add({ number });
const contextOf = ({ message }: { message: { extendedTextMessage?: unknown } }) =>
  (message.extendedTextMessage as { contextInfo?: object }).contextInfo;

describe('A recipient', () => {
  it('may be written in many ways', async () => {
    const { contact } = sending.linked;
    const { number } = contact;
    for (const written of [`+${number}`, contact.jid, `${number}@c.us`, contact.lid]) {
      await sending.send('text', { number: written, message: written }, contact);
    }
    expect(contact.inbox.at(-1)?.message.extendedTextMessage?.text).toBe(contact.lid);
  });

  it.each([
    ['with the ninth digit, known without', '551188887777', '5511988887777'],
    ['without the ninth digit, known with', '5511977776666', '551177776666'],
  ])('of Brazil, asked for %s', async (_, known, asked) => {
    const contact = newContact(known);
    const { reply } = await sending.send('text', text({ number: asked }), contact);
    expect(reply).toMatchObject({ data: { chat: { jid: contact.jid } } });
  });

  it.each([
    ['5599000000000', 400, 'Number 5599000000000 is not on WhatsApp'],
    ['+1 (415) 555-0000', 400, 'Number 14155550000 is not on WhatsApp'],
    ['nobody', 400, 'Invalid number: nobody'],
  ])('%s is answered with %d: %s', async (number, status, message) => {
    const reply = await sending.ask('text', text({ number }));
    expect([reply.status, reply.body]).toEqual([status, { success: false, error: { message } }]);
  });

  it('of a channel gets no menus', async () => {
    const sections = [{ title: 's', rows: [{ id: '1', title: 'r' }] }];
    const reply = await sending.ask('list', {
      number: '120363000000000000@newsletter',
      contentText: 'a',
      buttonText: 'b',
      sections,
    });
    expect([reply.status, reply.body]).toEqual([
      501,
      { success: false, error: { message: 'This message type is not supported in newsletters' } },
    ]);
  });
});

describe('An answer', () => {
  it('quotes what was stored', async () => {
    const { contact, phone } = sending.linked;
    const asked = await contact.send(phone, { text: 'When?' });
    await sending.stored(asked.id);
    const { reply, received } = await sending.send('text', text({ replyTo: asked.id }));
    expect(contextOf(received)).toMatchObject({
      stanzaId: asked.id,
      participant: contact.jid,
      quotedMessage: expect.objectContaining({ extendedTextMessage: expect.anything() }),
    });
    expect(reply).toMatchObject({ data: { replyTo: { messageId: asked.id } } });
  });

  it('to what nobody knows is refused', async () => {
    const { status, body } = await sending.ask('text', text({ replyTo: 'unknown' }));
    expect([status, body]).toEqual([
      404,
      { success: false, error: { message: 'Quoted message not found' } },
    ]);
  });
});

describe('In a group', () => {
  it('a text reaches every member and names whom it mentions', async () => {
    const { contact, phone } = sending.linked;
    const other = newContact();
    const group = fleet.sandbox.groups.create({
      subject: 'Sales',
      creator: phone,
      members: [contact, other],
    });
    const { reply, received } = await sending.send(
      'text',
      text({ number: group.jid, mention: [other.number] }),
      contact,
    );
    expect(contextOf(received)).toMatchObject({ mentionedJid: [other.jid] });
    expect(reply).toMatchObject({
      data: { chat: { jid: group.jid, type: 'group' }, mentions: [other.jid] },
    });
    await sending.seen(received.id, other);
    const all = await sending.send('text', text({ number: group.jid, mentionAll: true }), other);
    expect(
      (contextOf(all.received) as { mentionedJid: string[] }).mentionedJid.length,
    ).toBeGreaterThanOrEqual(3);
  });

  it('an answer may go to the author alone', async () => {
    const { contact, phone } = sending.linked;
    const group = fleet.sandbox.groups.create({
      subject: 'Support',
      creator: phone,
      members: [contact],
    });
    const asked = await contact.send(group, { text: 'Help!' });
    await sending.stored(asked.id);
    const { reply, received } = await sending.send(
      'text',
      text({ number: group.jid, replyTo: asked.id, replyPrivate: true }),
      contact,
    );
    expect(reply).toMatchObject({ data: { chat: { type: 'private' } } });
    expect(contextOf(received)).toMatchObject({ stanzaId: asked.id, remoteJid: group.jid });
  });
});
