import { beforeAll, describe, expect, it } from '@jest/globals';
import type { proto } from '@whiskeysockets/baileys';
import type { Contact } from '../people/contact.js';
import type { GroupChat } from '../people/group-chat.js';
import { type Linked, useSandbox } from '../testing-suite.js';

const textOf = (message: proto.IMessage | null | undefined): string | null | undefined =>
  message?.conversation ?? message?.extendedTextMessage?.text;

describe.each(['lid', 'pn'] as const)('Messages in a group addressed by %s', (addressing) => {
  const suite = useSandbox({ seed: `groups ${addressing}` });
  let owner: Linked;
  let alice: Contact;
  let bob: Contact;
  let group: GroupChat;

  beforeAll(async () => {
    owner = await suite.linked();
    [alice, bob] = suite.sandbox.contacts.addMany(2, (n) => `Friend ${n}`) as [Contact, Contact];
    group = suite.sandbox.groups.create({
      subject: 'Friends',
      creator: alice,
      members: [bob, owner.phone],
      addressing,
    });
  });

  const upserted = (text: string) =>
    owner.client.until('messages.upsert', ({ messages }) =>
      messages.find(({ message }) => textOf(message) === text),
    );
  const readBy = (contact: Contact, text: string) =>
    owner.client.untilTrue(() => contact.inbox.find(({ message }) => textOf(message) === text));

  it("have the group, the author and the author's other JID", async () => {
    for (const text of ['first', 'second']) {
      await alice.send(group, text);
      const { key } = await upserted(text);
      const [name, other] = addressing === 'lid' ? [alice.lid, alice.jid] : [alice.jid, alice.lid];
      expect(key).toMatchObject({
        remoteJid: group.jid,
        participant: name,
        participantAlt: other,
        fromMe: false,
      });
      await readBy(bob, text);
    }
  });

  it('reach every member and the own phone, the first one and later ones', async () => {
    for (const text of ['one', 'two', 'three']) {
      await owner.client.socket.sendMessage(group.jid, { text });
      for (const contact of [alice, bob]) {
        expect(await readBy(contact, text)).toMatchObject({ chat: group.jid, fromMe: false });
      }
      await owner.client.untilTrue(() =>
        owner.phone.ownCopies.some(({ message }) => textOf(message) === text),
      );
    }
  });

  it('get a receipt of each member', async () => {
    const sent = await owner.client.socket.sendMessage(group.jid, { text: 'who has read?' });
    alice.read(await readBy(alice, 'who has read?'));
    const receiptOf = (contact: Contact, moment: 'receiptTimestamp' | 'readTimestamp') =>
      owner.client.until('message-receipt.update', (updates) =>
        updates.some(
          ({ key, receipt }) =>
            key.id === sent?.key.id &&
            receipt.userJid === (addressing === 'lid' ? contact.lid : contact.jid) &&
            receipt[moment],
        ),
      );
    await receiptOf(alice, 'readTimestamp');
    await receiptOf(bob, 'receiptTimestamp');
  });
});

describe('A group', () => {
  const suite = useSandbox({ seed: 'group life' });
  let owner: Linked;
  let alice: Contact;
  let bob: Contact;

  beforeAll(async () => {
    owner = await suite.linked();
    [alice, bob] = suite.sandbox.contacts.addMany(2, (n) => `Friend ${n}`) as [Contact, Contact];
  });

  it('is created by the client with the members whose privacy settings allow it', async () => {
    const shy = suite.sandbox.contacts.add({ name: 'Shy' });
    shy.account.privacy.groupadd = 'none';
    const { socket } = owner.client;
    await socket.onWhatsApp(alice.jid);
    const made = await socket.groupCreate('Team', [alice.jid, bob.lid, shy.jid]);
    expect(made.participants.map(({ id, admin }) => [id, admin])).toEqual([
      [owner.phone.lid, 'superadmin'],
      [alice.lid, null],
      [bob.lid, null],
    ]);
    await owner.client.until('groups.upsert', (groups) => groups.some(({ id }) => id === made.id));
    const all = await socket.groupFetchAllParticipating();
    expect(all[made.id]?.subject).toBe('Team');
  });

  it('changes its settings and notifies its members', async () => {
    const { socket } = owner.client;
    const { id } = await socket.groupCreate('Plan', [alice.jid]);
    await socket.groupUpdateSubject(id, 'Better plan');
    await socket.groupUpdateDescription(id, 'What we do');
    await socket.groupSettingUpdate(id, 'announcement');
    await socket.groupSettingUpdate(id, 'locked');
    await socket.groupMemberAddMode(id, 'admin_add');
    await socket.groupJoinApprovalMode(id, 'on');
    await socket.groupToggleEphemeral(id, 86_400);
    expect(await socket.groupMetadata(id)).toMatchObject({
      subject: 'Better plan',
      desc: 'What we do',
      descOwner: owner.phone.lid,
      announce: true,
      restrict: true,
      memberAddMode: false,
      joinApprovalMode: true,
      ephemeralDuration: 86_400,
    });
    await owner.client.until('groups.update', (updates) =>
      updates.some((update) => update.id === id && update.subject === 'Better plan'),
    );
    await socket.groupUpdateDescription(id, '');
    expect((await socket.groupMetadata(id)).desc).toBeUndefined();
  });

  it('changes its members and names the actor', async () => {
    const { socket } = owner.client;
    const { id } = await socket.groupCreate('Moving', [alice.jid]);
    expect(await socket.groupParticipantsUpdate(id, [bob.lid, alice.lid], 'add')).toMatchObject([
      { status: '200' },
      { status: '409' },
    ]);
    await socket.groupParticipantsUpdate(id, [bob.lid], 'promote');
    await owner.client.until(
      'group-participants.update',
      ({ id: where, action, participants }) =>
        where === id && action === 'promote' && participants[0]?.id === bob.lid,
    );
    await socket.groupParticipantsUpdate(id, [bob.lid], 'demote');
    await socket.groupParticipantsUpdate(id, [bob.lid], 'remove');
    expect(await socket.groupParticipantsUpdate(id, [bob.lid], 'remove')).toMatchObject([
      { status: '404' },
    ]);
    const group = suite.sandbox.groups.get(id);
    expect(group?.rankOf(bob)).toBeUndefined();
    group?.remove(alice, owner.phone);
    await expect(socket.groupMetadata(id)).rejects.toThrow('forbidden');
  });

  it('is joined by its link, with or without approval', async () => {
    const { socket } = owner.client;
    const group = suite.sandbox.groups.create({ subject: 'Open', creator: alice });
    expect((await socket.groupGetInviteInfo(group.inviteCode)).subject).toBe('Open');
    expect(await socket.groupAcceptInvite(group.inviteCode)).toBe(group.jid);
    await socket.groupLeave(group.jid);
    expect(group.rankOf(owner.phone)).toBeUndefined();
    const old = group.inviteCode;
    group.renewInvite(alice);
    await expect(socket.groupAcceptInvite(old)).rejects.toThrow('gone');
    group.askBeforeJoining(alice, true);
    expect(await socket.groupAcceptInvite(group.inviteCode)).toBeUndefined();
    expect(group.group.requests.size).toBe(1);
  });

  it('lets its admin answer requests and renew the link', async () => {
    const { socket } = owner.client;
    const { id } = await socket.groupCreate('Door', []);
    const code = await socket.groupInviteCode(id);
    expect(await socket.groupRevokeInvite(id)).not.toBe(code);
    await socket.groupJoinApprovalMode(id, 'on');
    const group = suite.sandbox.groups.get(id);
    expect([group?.join(alice), group?.join(bob)]).toEqual(['requested', 'requested']);
    const waiting = await socket.groupRequestParticipantsList(id);
    expect(waiting.map(({ jid }) => jid)).toEqual([alice.lid, bob.lid]);
    await owner.client.until('group.join-request', ({ action }) => action === 'created');
    await socket.groupRequestParticipantsUpdate(id, [alice.lid], 'approve');
    await socket.groupRequestParticipantsUpdate(id, [bob.lid], 'reject');
    expect([group?.rankOf(alice), group?.rankOf(bob)]).toEqual(['member', undefined]);
  });

  it('is refused as unknown when it does not exist', async () => {
    await expect(owner.client.socket.groupMetadata('120363000000000000@g.us')).rejects.toThrow(
      'item-not-found',
    );
  });
});
