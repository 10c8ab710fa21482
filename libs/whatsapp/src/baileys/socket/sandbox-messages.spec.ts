import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Contact,
  type GroupChat,
  type Phone,
  type Sandbox,
  startSandbox,
} from '@starling/whatsapp-sandbox';
import { type EngineClient } from '../../testing/engine-client.js';
import { LinkedAccount } from '../../testing/linked-account.js';

/*
 * A real Baileys socket against the local WhatsApp: what it emits here is what it emits in the field, as far as the
 * sandbox speaks like WhatsApp. Every payload is judged by the contract's own schema.
 */
let sandbox: Sandbox;
let here: LinkedAccount;
let client: EngineClient;
let phone: Phone;
let ana: Contact;
let bob: Contact;
let group: GroupChat;

beforeAll(async () => {
  sandbox = await startSandbox({ receiptDelayMs: 5 });
  phone = sandbox.phones.add();
  ana = sandbox.contacts.add({ name: 'Ana' });
  bob = sandbox.contacts.add({ name: 'Bob' });
  group = sandbox.groups.create({ subject: 'All', creator: bob, members: [phone, ana] });
  here = await LinkedAccount.link(sandbox.url, phone);
  ({ client } = here);
});

afterAll(async () => {
  await client.connection.hangUp();
  await sandbox.close();
  expect(sandbox.problems()).toEqual([]);
});

const party = ({ jid, lid, account }: Contact) => ({ jid, lid, name: account.name });

describe('What a contact sends', () => {
  it.each(['lid', 'pn'] as const)(
    'comes with both addresses when sent by %s',
    async (addressing) => {
      const sent = await ana.send(phone, 'Hi', { addressing });
      expect(await here.told(sent)).toMatchObject({
        id: sent.id,
        direction: 'incoming',
        chat: { ...party(ana), type: 'private' },
        sender: party(ana),
        message: { type: 'text', content: 'Hi' },
      });
    },
  );

  it('as an image carries its file', async () => {
    const image = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const sent = await ana.send(phone, { image, caption: 'Sea' });
    expect((await here.told(sent)).message).toMatchObject({
      type: 'image',
      content: 'Sea',
      media: { type: 'image', mimetype: 'image/jpeg', size: image.length },
    });
  });

  it('as a reply names whom it quotes', async () => {
    await client.sendText(ana.jid, 'Coming?');
    const quoted = await client.until(() =>
      ana.inbox.find(({ message }) => JSON.stringify(message).includes('Coming?')),
    );
    const sent = await ana.send(phone, 'Yes', { quoted });
    expect((await here.told(sent)).message).toMatchObject({
      type: 'text',
      reply: { message_id: quoted.id, text: 'Coming?', sender: phone.jid },
    });
  });

  it('with a mention names the phone', async () => {
    const sent = await ana.send(group, { text: '@you', mentions: [phone.lid] });
    expect((await here.told(sent)).message).toMatchObject({
      mentions: { mentionedUsers: [phone.jid] },
    });
  });

  it('as a reaction, an edit and a revoke points to the first message', async () => {
    const first = await ana.send(phone, 'frist');
    await here.arrived(first.id);
    expect((await here.told(await ana.react(phone, first, '👍'))).message).toMatchObject({
      type: 'reaction',
      reaction: { messageId: first.id, fromMe: false, participant: ana.jid },
    });
    const edited = await here.told(await ana.edit(phone, first, 'first'));
    expect(edited).toMatchObject({
      message: { type: 'message_edit', edit: { original_id: first.id, text: 'first' } },
    });
    const revoked = await here.told(await ana.revoke(phone, first));
    expect(revoked).toMatchObject({ id: first.id, message: { type: 'message_revoke' } });
  });

  it('as a place and a contact has the block of each', async () => {
    const location = { degreesLatitude: -23.55, degreesLongitude: -46.63, name: 'Office' };
    expect((await here.told(await ana.send(phone, { location }))).message).toMatchObject({
      type: 'location',
      location: { latitude: -23.55, name: 'Office', isLive: false },
    });
    const vcard = 'BEGIN:VCARD\nFN:Bob\nTEL;waid=551:+55 1\nEND:VCARD';
    const contacts = { displayName: 'Bob', contacts: [{ displayName: 'Bob', vcard }] };
    expect((await here.told(await ana.send(phone, { contacts }))).message).toMatchObject({
      type: 'contact',
      contact: { display_name: 'Bob', phone_number: '551' },
    });
  });

  it('as a poll and a vote in a group names the options', async () => {
    const values = ['A', 'B', 'C'];
    const poll = await bob.send(group, { poll: { name: 'Which?', values, selectableCount: 1 } });
    expect((await here.told(poll)).message).toMatchObject({
      type: 'poll',
      content: 'Which?\n1. A\n2. B\n3. C',
    });
    const seen = await client.until(() => ana.inbox.find(({ id }) => id === poll.id));
    const vote = await ana.vote(group, seen, ['B']);
    expect(await here.told(vote)).toMatchObject({
      id: vote.id,
      sender: party(ana),
      message: {
        type: 'poll-update',
        content: 'B',
        reply: { message_id: poll.id, sender: bob.jid },
        poll: { messageId: poll.id, title: 'Which?', options: [{ name: 'B' }] },
      },
    });
  });

  it('to a channel is from the channel', async () => {
    const channel = sandbox.newsletters.create({ name: 'News', owner: bob });
    channel.follow(phone);
    const itself = { jid: channel.jid, lid: null };
    expect(await here.told(await channel.post('Today'))).toMatchObject({
      direction: 'incoming',
      chat: { ...itself, type: 'newsletter' },
      sender: itself,
      message: { type: 'text', content: 'Today' },
    });
  });

  it('as a story is not private', async () => {
    const sent = await ana.postStatus([phone], 'Sunny');
    expect((await here.told(sent)).chat).toMatchObject({ jid: 'status@broadcast', type: 'status' });
  });
});

describe('A message that this user reads on the phone', () => {
  it('in a group is told with who wrote it', async () => {
    const sent = await bob.send(group, 'Read me there');
    await here.arrived(sent.id);
    const seen = await client.until(() => phone.inbox.find(({ id }) => id === sent.id));
    phone.read(seen);
    const status = await client.until(() =>
      here
        .statuses()
        .find(({ status, messageIds }) => status === 'read_self' && messageIds[0] === sent.id),
    );
    expect(status).toMatchObject({
      chat: { jid: group.jid, type: 'group' },
      recipient: phone.jid,
      isFromMe: false,
      messageSender: bob.jid,
    });
  });
});

describe('A message of our own', () => {
  it('from the phone is outgoing and names the other side', async () => {
    const sent = await phone.send(ana, 'From the phone');
    expect(await here.told(sent)).toMatchObject({
      direction: 'outgoing',
      sender: { jid: phone.jid, lid: phone.lid },
      recipient: { jid: ana.jid, lid: ana.lid },
      source: '',
    });
  });

  it('is delivered and read, each told with who did it', async () => {
    await client.sendText(ana.jid, 'Are you there?');
    const seen = await client.until(() =>
      ana.inbox.find(({ message }) => JSON.stringify(message).includes('there?')),
    );
    ana.read(seen);
    const read = await client.until(() =>
      here
        .statuses()
        .find(({ status, messageIds }) => status === 'read' && messageIds[0] === seen.id),
    );
    expect(read).toMatchObject({
      chat: { jid: ana.jid, type: 'private' },
      recipient: ana.jid,
      isFromMe: true,
    });
  });

  it('in a group is read by each member', async () => {
    await client.sendText(group.jid, 'All here?');
    for (const member of [ana, bob]) {
      const seen = await client.until(() =>
        member.inbox.find(({ message }) => JSON.stringify(message).includes('All here?')),
      );
      member.read(seen);
      const read = await client.until(() =>
        here
          .statuses()
          .find(
            ({ status, recipient, chat }) =>
              status === 'read' && recipient === member.jid && chat.type === 'group',
          ),
      );
      expect(read).toMatchObject({ chat: { jid: group.jid }, messageSender: phone.jid });
    }
  });

  it('that is edited, revoked or voted on gives no status', () => {
    const own = here.statuses().filter(({ isFromMe }) => isFromMe);
    const words = own.map(({ status }) => status);
    expect(words.filter((word) => !['delivered', 'read'].includes(word))).toEqual([]);
  });
});
