import { beforeAll, describe, expect, it } from '@jest/globals';
import { proto } from '@whiskeysockets/baileys';
import type { Contact } from '../people/contact.js';
import type { ReceivedMessage } from '../handset/received.js';
import { type Linked, useSandbox } from '../testing-suite.js';

const { Status } = proto.WebMessageInfo;
const textOf = (message: proto.IMessage | null | undefined): string | null | undefined =>
  message?.conversation ?? message?.extendedTextMessage?.text;

describe('Direct messages', () => {
  const suite = useSandbox({ seed: 'direct' });
  let owner: Linked;
  let alice: Contact;

  beforeAll(async () => {
    owner = await suite.linked();
    alice = suite.sandbox.contacts.add({ name: 'Alice' });
  });

  const arrived = (text: string): Promise<ReceivedMessage> =>
    owner.client.untilTrue(() => alice.inbox.find(({ message }) => textOf(message) === text));
  const upserted = (text: string) =>
    owner.client.until('messages.upsert', ({ messages, type }) => {
      const found = messages.find(({ message }) => textOf(message) === text);
      return found && { ...found, type };
    });

  it('arrive from a contact addressed by LID, with the number beside it', async () => {
    await alice.send(owner.phone, 'by lid');
    const { key, pushName, type } = await upserted('by lid');
    expect(key).toMatchObject({ remoteJid: alice.lid, remoteJidAlt: alice.jid, fromMe: false });
    expect({ pushName, type }).toEqual({ pushName: 'Alice', type: 'notify' });
  });

  it('arrive from a contact addressed by number, with the LID beside it', async () => {
    const bob = suite.sandbox.contacts.add({ name: 'Bob' });
    await bob.send(owner.phone, 'by number', { addressing: 'pn' });
    const { key } = await upserted('by number');
    expect(key).toMatchObject({ remoteJid: bob.jid, remoteJidAlt: bob.lid });
    await bob.send(owner.phone, 'then by lid', { addressing: 'lid' });
    expect((await upserted('then by lid')).key.remoteJid).toBe(bob.lid);
  });

  it('reach a contact by number and by LID, and the own phone as a copy', async () => {
    for (const jid of [alice.jid, alice.lid]) {
      await owner.client.socket.sendMessage(jid, { text: `to ${jid}` });
      const { from, fromDevice, addressing } = await arrived(`to ${jid}`);
      expect(from.number).toBe(owner.phone.number);
      expect({ fromDevice, addressing }).toEqual({
        fromDevice: 1,
        addressing: jid === alice.lid ? 'lid' : 'pn',
      });
      const copy = await owner.client.untilTrue(() =>
        owner.phone.ownCopies.find(({ message }) => textOf(message) === `to ${jid}`),
      );
      expect(copy.chat).toBe(jid);
    }
  });

  it('get receipts when they are delivered, read and played', async () => {
    const sent = await owner.client.socket.sendMessage(alice.jid, { text: 'sendReceipts me' });
    const statusOf = (status: number) =>
      owner.client.until('messages.update', (updates) =>
        updates.some(({ key, update }) => key.id === sent?.key.id && update.status === status),
      );
    await statusOf(Status.DELIVERY_ACK);
    alice.read(await arrived('sendReceipts me'));
    await statusOf(Status.READ);
    alice.play(await arrived('sendReceipts me'));
    await statusOf(Status.PLAYED);
  });

  it('send the contact a receipt when the client has read them', async () => {
    const sent = await alice.send(owner.phone, 'read me');
    const { key } = await upserted('read me');
    const read = new Promise((resolve) => {
      alice.handset.on('receipt', ({ ids, type }) => {
        if (type === 'read' && ids.includes(sent.id)) resolve(true);
      });
    });
    await owner.client.socket.readMessages([key]);
    expect(await read).toBe(true);
  });

  it('reach every linked device, whichever device wrote them', async () => {
    const second = await suite.another(owner.phone);
    await alice.send(owner.phone, 'to both');
    await upserted('to both');
    await second.until('messages.upsert', ({ messages }) =>
      messages.some(({ message }) => textOf(message) === 'to both'),
    );
    await owner.client.socket.sendMessage(alice.jid, { text: 'from the first device' });
    const copied = await second.until('messages.upsert', ({ messages }) =>
      messages.find(({ message }) => textOf(message) === 'from the first device'),
    );
    expect(copied.key).toMatchObject({ fromMe: true, remoteJid: alice.jid });
    await owner.phone.send(alice, 'from the phone');
    const own = await upserted('from the phone');
    expect(own.key).toMatchObject({ fromMe: true, remoteJid: alice.lid });
    await second.until('messages.upsert', ({ messages }) =>
      messages.some(({ message }) => textOf(message) === 'from the phone'),
    );
    await arrived('from the phone');
  });

  it('reach a real client from another', async () => {
    const other = await suite.linked('Vega');
    await owner.client.socket.sendMessage(other.phone.jid, { text: 'real to real' });
    const { key } = await other.client.until('messages.upsert', ({ messages }) =>
      messages.find(({ message }) => textOf(message) === 'real to real'),
    );
    await other.client.socket.sendMessage(key.remoteJid ?? '', { text: 'and back' });
    await upserted('and back');
  });

  it('do not arrive from a blocked account', async () => {
    const pest = suite.sandbox.contacts.add({ name: 'Pest' });
    await pest.send(owner.phone, 'before');
    await upserted('before');
    await owner.client.socket.updateBlockStatus(pest.lid, 'block');
    expect(await owner.client.socket.fetchBlocklist()).toEqual([pest.lid]);
    await pest.send(owner.phone, 'while blocked');
    await owner.client.socket.updateBlockStatus(pest.lid, 'unblock');
    await pest.send(owner.phone, 'after');
    await upserted('after');
    const seen = owner.client
      .seen('messages.upsert')
      .flatMap(({ messages }) => messages.map(({ message }) => textOf(message)));
    expect(seen).not.toContain('while blocked');
  });

  it('read on the own phone are marked as read on its devices and for the sender', async () => {
    const read: string[] = [];
    alice.handset.on('receipt', ({ ids, type }) => {
      if (type === 'read') read.push(...ids);
    });
    const { id } = await alice.send(owner.phone, 'read elsewhere');
    await upserted('read elsewhere');
    const here = await owner.client.untilTrue(() =>
      owner.phone.inbox.find((message) => message.id === id),
    );
    owner.phone.read(here);
    const status = await owner.client.until('messages.update', (updates) =>
      updates.find(({ key }) => key.id === id && !key.fromMe),
    );
    expect(status).toMatchObject({
      key: { remoteJid: alice.lid },
      update: { status: Status.READ },
    });
    await owner.client.untilTrue(() => read.includes(id));
  });
});
