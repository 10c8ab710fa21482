import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Contact } from '../people/contact.js';
import { type Linked, useSandbox } from '../testing-suite.js';

describe('A client', () => {
  const suite = useSandbox({ seed: 'account' });
  let owner: Linked;
  let alice: Contact;

  beforeAll(async () => {
    owner = await suite.linked();
    alice = suite.sandbox.contacts.add({ name: 'Alice' });
  });

  it('finds the numbers that are on WhatsApp, and only those', async () => {
    const unknown = '5511000000000@s.whatsapp.net';
    expect(await owner.client.socket.onWhatsApp(alice.jid, unknown)).toEqual([
      { jid: alice.jid, exists: true },
    ]);
  });

  it('reads the about text and the disappearing mode of people', async () => {
    await owner.client.socket.updateProfileStatus('Hello there');
    const [mine, hers] = (await owner.client.socket.fetchStatus(owner.phone.jid, alice.lid)) ?? [];
    expect(mine).toMatchObject({ id: owner.phone.jid, status: { status: 'Hello there' } });
    expect(hers).toMatchObject({ id: alice.lid });
    expect(await owner.client.socket.fetchDisappearingDuration(alice.jid)).toHaveLength(1);
  });

  it('changes its privacy, one setting at a time', async () => {
    const { socket } = owner.client;
    await socket.updateLastSeenPrivacy('contacts');
    await socket.updateReadReceiptsPrivacy('none');
    expect(await socket.fetchPrivacySettings(true)).toMatchObject({
      last: 'contacts',
      readreceipts: 'none',
      groupadd: 'all',
    });
  });

  it('counts, completes and rotates its keys', async () => {
    const { socket } = owner.client;
    const [companion] = owner.phone.devices;
    await socket.uploadPreKeys(7);
    expect(companion?.preKeys.length).toBeGreaterThan(7);
    await socket.digestKeyBundle();
    const before = companion?.signedPreKey.id ?? 0;
    await socket.rotateSignedPreKey();
    expect(companion?.signedPreKey.id).toBe(before + 1);
    const stranger = suite.sandbox.contacts.add({ name: 'Stranger' });
    await stranger.send(owner.phone, 'to the new key');
    await owner.client.until('messages.upsert', ({ messages }) =>
      messages.some(({ message }) => message?.conversation === 'to the new key'),
    );
  });

  it('gets 501 for a query that the sandbox does not know, which is counted', async () => {
    const query = { tag: 'iq', attrs: { to: '@s.whatsapp.net', type: 'get', xmlns: 'w:nothing' } };
    await expect(owner.client.socket.query(query)).rejects.toThrow('feature-not-implemented');
    expect(suite.sandbox.unknownQueries()).toMatchObject([{ name: 'iq w:nothing get', count: 1 }]);
    suite.sandbox.world.unknown.clear();
  });
});
