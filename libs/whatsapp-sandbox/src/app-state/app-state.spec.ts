import { describe, expect, it } from '@jest/globals';
import { useSandbox } from '../testing-suite.js';
import { applyPatch } from './apply-patch.js';
import { changeFromPhone } from './change-from-phone.js';

const CHAT = '5511988887777@s.whatsapp.net';
const OTHER = '5511977776666@s.whatsapp.net';
const STRICT = { patch: true, snapshot: true };

describe('The app state of an account', () => {
  const suite = useSandbox({ seed: 'app-state' });

  it('stores what a client archives, pins, mutes, stars, labels, and its name', async () => {
    const { phone, client } = await suite.linked();
    const { socket } = client;
    const { world } = suite.sandbox;
    const key = { remoteJid: CHAT, id: 'AA', fromMe: false };
    const lastMessages = [{ key, messageTimestamp: 1_700_000_000 }];
    await socket.chatModify({ archive: true, lastMessages }, CHAT);
    await socket.chatModify({ pin: true }, CHAT);
    await socket.chatModify({ mute: 1_800_000_000_000 }, CHAT);
    await socket.star(CHAT, [{ id: 'AA', fromMe: false }], true);
    await socket.addLabel(CHAT, { id: '7', name: 'Paid', color: 2 });
    await socket.addChatLabel(CHAT, '7');
    await socket.addOrEditContact(CHAT, { fullName: 'Vega' });
    await socket.updateProfileName('Rigel');
    const low = world.appStates.get(phone.account, 'regular_low');
    expect(low.state.version).toBe(3);
    expect([...low.entries.values()]).toMatchObject([
      { index: ['archive', CHAT], action: { archiveChatAction: { archived: true } } },
      { index: ['pin_v1', CHAT], action: { pinAction: { pinned: true } } },
      { index: ['star', CHAT, 'AA', '0', '0'], action: { starAction: { starred: true } } },
    ]);
    expect([...world.appStates.get(phone.account, 'regular').entries.values()]).toMatchObject([
      { index: ['label_edit', '7'], action: { labelEditAction: { name: 'Paid', color: 2 } } },
      { index: ['label_jid', '7', CHAT], action: { labelAssociationAction: { labeled: true } } },
    ]);
    expect([
      ...world.appStates.get(phone.account, 'critical_unblock_low').entries.values(),
    ]).toMatchObject([{ action: { contactAction: { fullName: 'Vega' } } }]);
    expect(world.appStates.get(phone.account, 'regular_high').state.version).toBe(1);
    expect(phone.account.name).toBe('Rigel');
  });

  it('reaches a client when the phone changes it, and a device that is linked later as a whole', async () => {
    const { phone, client } = await suite.linked();
    const { world } = suite.sandbox;
    const lastMessages = [
      { key: { remoteJid: CHAT, id: 'BB', fromMe: false }, messageTimestamp: 1_700_000_000 },
    ];
    await changeFromPhone(world, phone.account, { archive: true, lastMessages }, CHAT);
    await changeFromPhone(world, phone.account, { addLabel: { id: '9', name: 'New', color: 1 } });
    await client.until('chats.update', (chats) =>
      chats.find(({ id, archived }) => id === CHAT && archived),
    );
    await client.until('labels.edit', ({ id, name }) => id === '9' && name === 'New');
    await client.socket.addChatLabel(CHAT, '9');
    const later = await suite.another(phone);
    await later.until('labels.edit', ({ id, name }) => id === '9' && name === 'New');
    await later.until('labels.association', ({ association }) => association.chatId === CHAT);
  });

  it('drops a contact that a client removes, and its hash stays right for later changes', async () => {
    const { phone, client } = await suite.linked();
    const { socket } = client;
    const { world } = suite.sandbox;
    await socket.addOrEditContact(CHAT, { fullName: 'Vega' });
    await socket.addOrEditContact(OTHER, { fullName: 'Lyra' });
    await socket.removeContact(CHAT);
    await socket.addOrEditContact(OTHER, { fullName: 'Lyra the second' });
    const contacts = world.appStates.get(phone.account, 'critical_unblock_low');
    expect(contacts.state.version).toBe(4);
    expect([...contacts.entries.values()]).toMatchObject([
      { index: ['contact', OTHER], action: { contactAction: { fullName: 'Lyra the second' } } },
    ]);
    // A new device checks the hash after each of the four patches.
    const later = await suite.another(phone, { socket: { appStateMacVerification: STRICT } });
    await later.until('contacts.upsert', (saved) =>
      saved.find(({ id, name }) => id === OTHER && name === 'Lyra the second'),
    );
    const named = later.seen('contacts.upsert').flat();
    expect(named.some(({ id, name }) => id === CHAT && name === 'Vega')).toBe(false);
    await later.socket.removeContact(OTHER);
    expect([...contacts.entries]).toEqual([]);
  });

  it('refuses a patch with MACs of another version, and stays as it was', async () => {
    const { phone, client } = await suite.linked();
    const { world } = suite.sandbox;
    await client.socket.chatModify({ pin: true }, CHAT);
    const collection = world.appStates.get(phone.account, 'regular_low');
    const [patch] = collection.patches;
    expect(await applyPatch(world, phone.account, collection, patch!)).toBe('forged');
    expect(collection.state.version).toBe(1);
  });
});
