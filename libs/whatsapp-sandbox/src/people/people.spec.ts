import { beforeAll, describe, expect, it } from '@jest/globals';
import { decryptPollVote, type WAMessage } from '@whiskeysockets/baileys';
import { type Linked, useSandbox } from '../testing-suite.js';
import type { Contact } from './contact.js';
import type { Content } from './content.js';
import { chatter, echo } from './scripts.js';

describe('Virtual people', () => {
  const suite = useSandbox({ seed: 'people' });
  let owner: Linked;
  let alice: Contact;

  beforeAll(async () => {
    owner = await suite.linked();
    alice = suite.sandbox.contacts.add({ name: 'Alice' });
    const { id } = await alice.send(owner.phone, 'hello');
    await upserted(id);
  });

  const upserted = (id: string): Promise<WAMessage> =>
    owner.client.until('messages.upsert', ({ messages }) =>
      messages.find(({ key, message }) => key.id === id && message),
    );

  it.each<[string, Content, string]>([
    [
      'a location',
      { location: { degreesLatitude: 1.5, degreesLongitude: 2.5 } },
      'locationMessage',
    ],
    [
      'a contact card',
      { contacts: { displayName: 'Bob', contacts: [{ vcard: 'BEGIN:VCARD\nEND:VCARD' }] } },
      'contactMessage',
    ],
    [
      'a poll',
      { poll: { name: 'Tea?', values: ['yes', 'no'], selectableCount: 1 } },
      'pollCreationMessageV3',
    ],
    ['an event', { event: { name: 'Party', startDate: new Date(2030, 0) } }, 'eventMessage'],
  ])('send %s', async (_kind, content, field) => {
    const { id } = await alice.send(owner.phone, content);
    expect((await upserted(id)).message).toHaveProperty(field);
  });

  it('quote, react to, edit and revoke messages', async () => {
    const sent = await owner.client.socket.sendMessage(alice.lid, { text: 'quote me' });
    const got = await owner.client.untilTrue(() =>
      alice.inbox.find(({ id }) => id === sent?.key.id),
    );
    const { id } = await alice.send(owner.phone, 'quoting', { quoted: got });
    expect((await upserted(id)).message?.extendedTextMessage?.contextInfo?.stanzaId).toBe(got.id);

    await alice.react(owner.phone, got, '👍');
    const [reaction] = await owner.client.until(
      'messages.reaction',
      (reactions) => reactions[0]?.reaction.text === '👍' && reactions,
    );
    expect(reaction?.key).toMatchObject({ id: got.id, fromMe: true, remoteJid: alice.lid });

    const original = await alice.send(owner.phone, 'tpyo');
    await upserted(original.id);
    await alice.edit(owner.phone, original, 'typo');
    await owner.client.until(
      'messages.update',
      (updates) =>
        updates.some(
          ({ key, update }) =>
            key.id === original.id &&
            update.message?.editedMessage?.message?.conversation !== undefined,
        ) || updates.some(({ key, update }) => key.id === original.id && update.message),
    );
    await alice.revoke(owner.phone, original);
    await owner.client.until('messages.update', (updates) =>
      updates.some(({ key, update }) => key.id === original.id && update.message === null),
    );
  });

  it('vote in a poll of the client', async () => {
    const poll = await owner.client.socket.sendMessage(alice.lid, {
      poll: { name: 'Tea?', values: ['yes', 'no'], selectableCount: 1 },
    });
    const got = await owner.client.untilTrue(() =>
      alice.inbox.find(({ id }) => id === poll?.key.id),
    );
    const { id } = await alice.vote(owner.phone, got, ['yes']);
    const vote = (await upserted(id)).message?.pollUpdateMessage?.vote;
    const { selectedOptions } = decryptPollVote(vote ?? {}, {
      pollCreatorJid: owner.phone.lid,
      pollMsgId: got.id,
      pollEncKey: poll?.message?.messageContextInfo?.messageSecret ?? new Uint8Array(),
      voterJid: alice.lid,
    });
    expect(selectedOptions).toHaveLength(1);
  });

  it('press buttons and choose from lists', async () => {
    const got = alice.inbox.at(-1)!;
    const button = await alice.pressButton(owner.phone, got, { id: 'b1', text: 'One' });
    expect((await upserted(button.id)).message?.buttonsResponseMessage?.selectedButtonId).toBe(
      'b1',
    );
    const row = await alice.chooseRow(owner.phone, got, { id: 'r1', title: 'Row' });
    expect(
      (await upserted(row.id)).message?.listResponseMessage?.singleSelectReply?.selectedRowId,
    ).toBe('r1');
  });

  it('post statuses, and get those of the client', async () => {
    const { id } = await alice.postStatus([owner.phone], 'my day');
    expect((await upserted(id)).key).toMatchObject({ remoteJid: 'status@broadcast' });
    await owner.client.socket.sendMessage(
      'status@broadcast',
      { text: 'our day' },
      { statusJidList: [alice.jid] },
    );
    const story = await owner.client.untilTrue(() =>
      alice.inbox.find(({ chat }) => chat === 'status@broadcast'),
    );
    expect(story.message.extendedTextMessage?.text).toBe('our day');
  });

  it('type and go online, and see the client do so', async () => {
    const { socket } = owner.client;
    const presence = (state: string) =>
      owner.client.until(
        'presence.update',
        ({ id, presences }) =>
          id === alice.lid && presences[alice.lid]?.lastKnownPresence === state,
      );
    alice.type(owner.phone, 'composing');
    await presence('composing');
    alice.type(owner.phone, 'recording');
    await presence('recording');
    await socket.presenceSubscribe(alice.lid);
    await presence('unavailable');
    alice.setOnline(true);
    await presence('available');
    const seen: string[] = [];
    alice.handset.on('presence', ({ state }) => seen.push(state));
    await socket.sendPresenceUpdate('composing', alice.jid);
    await socket.sendPresenceUpdate('recording', alice.lid);
    await owner.client.untilTrue(() => seen.length === 2);
    expect(seen).toEqual(['composing', 'recording']);
  });

  it('call, and get the rejection of the client', async () => {
    const call = alice.call(owner.phone, { video: true });
    const callEvent = (status: string) =>
      owner.client.until('call', (calls) =>
        calls.find((one) => one.id === call.id && one.status === status),
      );
    expect(await callEvent('offer')).toMatchObject({
      from: alice.lid,
      isVideo: true,
      callerPn: alice.jid,
    });
    const rejected = new Promise<string>((resolve) => {
      alice.handset.on('call', ({ event, callId }) => resolve(`${event} ${callId}`));
    });
    await owner.client.socket.rejectCall(call.id, alice.lid);
    expect(await rejected).toBe(`reject ${call.id}`);
    call.timeOut();
    await callEvent('timeout');
    await owner.client.until('messages.upsert', ({ messages }) =>
      messages.some(({ key, messageStubType }) => key.id === call.id && messageStubType),
    );
    const link = await owner.client.socket.createCallLink('audio');
    expect(link).toMatch(/^[\w-]{22}$/);
  });

  it('answer by script', async () => {
    const parrot = suite.sandbox.contacts.add({ name: 'Parrot' });
    const hush = echo(parrot);
    await owner.client.socket.sendMessage(parrot.jid, { text: 'polly' });
    await owner.client.until('messages.upsert', ({ messages }) =>
      messages.some(({ key, message }) => !key.fromMe && message?.conversation === 'polly'),
    );
    hush();
    const talker = suite.sandbox.contacts.add({ name: 'Talker' });
    const stop = chatter(talker, owner.phone, { perSecond: 100 });
    await owner.client.until('messages.upsert', ({ messages }) =>
      messages.some(({ message }) => message?.conversation === 'message 50'),
    );
    stop();
  });
});
