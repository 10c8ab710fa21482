import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AnyMessageContent,
  proto,
  type WAMessageKey,
  type WASocket,
} from '@whiskeysockets/baileys';
import type { Contact } from '../people/contact.js';
import { makePicture, mediaAgentOf } from '../testing-pictures.js';
import { type Linked, useSandbox } from '../testing-suite.js';

/**
 * Every call of a Baileys socket that a gateway can use. The effects are tested in the specs of their subjects; this
 * suite fails at its end when a call was answered 501.
 */
describe('A client that makes every call', () => {
  const suite = useSandbox({ seed: 'every-call' });
  let me: Linked;
  let alice: Contact;
  let socket: WASocket;
  let group: string;
  let picture: Buffer;

  beforeAll(async () => {
    me = await suite.linked('Orion', { socket: { fetchAgent: mediaAgentOf(suite.sandbox) } });
    alice = suite.sandbox.contacts.add({ name: 'Alice' });
    socket = me.client.socket;
    group = (await socket.groupCreate('All', [alice.jid])).id;
    picture = await makePicture();
  });

  const send = async (to: string, content: AnyMessageContent): Promise<WAMessageKey> => ({
    ...(await socket.sendMessage(to, content))!.key,
  });

  const kinds = (key: WAMessageKey): AnyMessageContent[] => [
    { image: picture, caption: 'image', jpegThumbnail: '' },
    { video: picture, caption: 'video', jpegThumbnail: '' },
    { video: picture, ptv: true, jpegThumbnail: '' },
    {
      audio: picture,
      mimetype: 'audio/ogg; codecs=opus',
      ptt: true,
      seconds: 1,
    },
    { document: picture, mimetype: 'application/pdf', fileName: 'a.pdf' },
    { sticker: picture },
    { location: { degreesLatitude: 1, degreesLongitude: 2, name: 'here' } },
    { contacts: { displayName: 'Vega', contacts: [{ vcard: 'BEGIN:VCARD\nFN:Vega\nEND:VCARD' }] } },
    { poll: { name: 'When', values: ['now', 'later'], selectableCount: 1 } },
    { event: { name: 'Party', startDate: new Date(1_900_000_000_000) } },
    { react: { text: '🔥', key } },
    { text: 'edited', edit: { ...key } },
    { pin: { ...key }, type: 1, time: 86_400 },
    { delete: { ...key } },
  ];

  it('sends every kind of message to a person, a group, its channel and its status', async () => {
    const channel = await socket.newsletterCreate('Mine');
    for (const to of [alice.jid, group, channel.id]) {
      const key = await send(to, { text: 'text' });
      for (const content of kinds(key)) await socket.sendMessage(to, content);
    }
    const statusJidList = [alice.jid, me.phone.jid];
    await socket.sendMessage('status@broadcast', { text: 'story' }, { statusJidList });
    await socket.sendMessage('status@broadcast', { image: picture }, { statusJidList });
    await me.client.untilTrue(() => alice.inbox.some(({ chat }) => chat === 'status@broadcast'));
    await me.client.untilTrue(
      () => alice.inbox.filter(({ chat }) => chat === group).length > kinds({}).length,
    );
  });

  it('reads, types, rejects calls and changes chats', async () => {
    await alice.send(me.phone, 'hello', { addressing: 'pn' });
    const message = await me.client.until('messages.upsert', ({ messages }) =>
      messages.find((one) => one.message?.conversation === 'hello'),
    );
    await socket.readMessages([message.key]);
    await socket.sendReceipts([message.key], 'read');
    await socket.presenceSubscribe(alice.jid);
    for (const presence of [
      'available',
      'composing',
      'recording',
      'paused',
      'unavailable',
    ] as const)
      await socket.sendPresenceUpdate(presence, alice.jid);
    const lastMessages = [{ key: message.key, messageTimestamp: message.messageTimestamp! }];
    await socket.chatModify({ markRead: true, lastMessages }, alice.jid);
    await socket.chatModify({ archive: true, lastMessages }, alice.jid);
    await socket.chatModify({ clear: true, lastMessages }, alice.jid);
    await socket.chatModify({ delete: true, lastMessages }, alice.jid);
    await socket.addLabel(alice.jid, { id: '1', name: 'New', color: 1 });
    await socket.addChatLabel(alice.jid, '1');
    await socket.addMessageLabel(alice.jid, message.key.id ?? '', '1');
    await socket.removeMessageLabel(alice.jid, message.key.id ?? '', '1');
    await socket.removeChatLabel(alice.jid, '1');
    await socket.addOrEditQuickReply({ shortcut: 'hi', message: 'Hello', keywords: [], count: 0 });
    await socket.appPatch({
      syncAction: { favoritesAction: { favorites: [{ id: alice.jid }] } },
      index: ['favorites'],
      type: 'regular_low',
      apiVersion: 1,
      operation: proto.SyncdMutation.SyncdOperation.SET,
    });
    await socket.removeQuickReply('1700000000');
    await socket.resyncAppState(['regular', 'regular_low'], false);
    await socket.cleanDirtyBits('groups');
    await socket.issuePrivacyTokens([alice.lid]);
    await socket.updateBlockStatus(alice.lid, 'block');
    expect(await socket.fetchBlocklist()).toEqual([alice.lid]);
    await socket.updateBlockStatus(alice.lid, 'unblock');
    const call = alice.call(me.phone);
    const [offer] = await me.client.until('call', (calls) => calls);
    await socket.rejectCall(offer!.id, offer!.from);
    expect(call).toBeDefined();
    expect(await socket.createCallLink('audio')).toEqual(expect.any(String));
    expect(await socket.fetchMessageHistory(50, message.key, 1_700_000_000_000)).toEqual(
      expect.any(String),
    );
  });

  it('relays a message that it composed itself', async () => {
    const event = { name: 'Party', startTime: 1_900_000_000, joinLink: 'https://example.org' };
    const id = await socket.relayMessage(
      alice.jid,
      { eventMessage: event, messageContextInfo: { messageSecret: Buffer.alloc(32, 1) } },
      {},
    );
    const arrived = await me.client.untilTrue(() => alice.inbox.find((one) => one.id === id));
    expect(arrived.message.eventMessage?.joinLink).toBe('https://example.org');
  });

  it('changes its profile and its privacy', async () => {
    await socket.updateProfileName('Rigel');
    await socket.updateProfileStatus('');
    await socket.updateProfilePicture(me.phone.jid, picture);
    await socket.profilePictureUrl(me.phone.jid, 'image');
    await socket.removeProfilePicture(me.phone.jid);
    await socket.fetchStatus(me.phone.jid);
    await socket.getBusinessProfile(alice.jid);
    await socket.onWhatsApp(alice.jid);
    await socket.updateLastSeenPrivacy('contacts');
    await socket.updateOnlinePrivacy('match_last_seen');
    await socket.updateProfilePicturePrivacy('all');
    await socket.updateStatusPrivacy('all');
    await socket.updateReadReceiptsPrivacy('all');
    await socket.updateGroupsAddPrivacy('all');
    await socket.updateCallPrivacy('known');
    await socket.updateMessagesPrivacy('all');
    await socket.updateDisableLinkPreviewsPrivacy(true);
    await socket.updateDefaultDisappearingMode(86_400);
    expect(await socket.fetchDisappearingDuration(me.phone.jid)).toMatchObject([
      { disappearing_mode: { duration: 86_400 } },
    ]);
    expect(await socket.fetchPrivacySettings(true)).toMatchObject({ calladd: 'known' });
    expect(await socket.getBotListV2()).toEqual([]);
    expect(await socket.fetchAccountReachoutTimelock()).toMatchObject({ isActive: false });
    await socket.fetchNewChatMessageCap();
  });

  it('manages a group', async () => {
    const vega = suite.sandbox.contacts.add({ name: 'Vega' });
    await socket.groupMetadata(group);
    await socket.groupFetchAllParticipating();
    await socket.groupUpdateSubject(group, 'Renamed');
    await socket.groupUpdateDescription(group, 'About');
    await socket.groupUpdateDescription(group);
    for (const setting of ['announcement', 'not_announcement', 'locked', 'unlocked'] as const)
      await socket.groupSettingUpdate(group, setting);
    await socket.groupMemberAddMode(group, 'all_member_add');
    await socket.groupJoinApprovalMode(group, 'on');
    await socket.groupRequestParticipantsList(group);
    await socket.groupRequestParticipantsUpdate(group, [vega.jid], 'approve');
    await socket.groupJoinApprovalMode(group, 'off');
    await socket.groupToggleEphemeral(group, 86_400);
    for (const action of ['add', 'promote', 'demote', 'remove'] as const)
      await socket.groupParticipantsUpdate(group, [vega.jid], action);
    await socket.updateProfilePicture(group, picture);
    await socket.removeProfilePicture(group);
    await socket.groupRevokeInvite(group);
    const code = (await socket.groupInviteCode(group)) ?? '';
    await socket.groupGetInviteInfo(code);
    await socket.groupAcceptInvite(code);
    await socket.groupRevokeInviteV4(group, vega.jid);
    await socket.updateMemberLabel(group, 'chief');
    const theirs = suite.sandbox.groups.create({ subject: 'Theirs', creator: alice });
    const invite = {
      groupJid: theirs.jid,
      inviteCode: theirs.inviteCode,
      inviteExpiration: 1_900_000_000,
    };
    expect(await socket.groupAcceptInviteV4(alice.jid, invite)).toBe(theirs.jid);
    await socket.groupLeave(group);
  });
});
