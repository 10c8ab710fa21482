import { describe, expect, it } from '@jest/globals';
import { useSandbox } from '../testing-suite.js';

describe('Profiles', () => {
  const suite = useSandbox({ seed: 'profiles' });

  it('have about text, business and privacy, and no picture by default', async () => {
    const { phone, client } = await suite.linked();
    const { socket } = client;
    const me = `${phone.number}@s.whatsapp.net`;
    await expect(socket.profilePictureUrl(me)).rejects.toThrow('item-not-found');
    const { world } = suite.sandbox;
    const bytes = Buffer.from('jpeg');
    await socket.query({
      tag: 'iq',
      attrs: { to: 's.whatsapp.net', type: 'set', xmlns: 'w:profile:picture' },
      content: [{ tag: 'picture', attrs: { type: 'image' }, content: bytes }],
    });
    const url = new URL((await socket.profilePictureUrl(me, 'image')) ?? '');
    expect(url.origin).toBe(suite.sandbox.mediaUrl);
    expect(world.media.getOriginal(url.pathname)).toEqual(bytes);
    await socket.removeProfilePicture(me);
    await expect(socket.profilePictureUrl(me)).rejects.toThrow('item-not-found');
    await socket.updateProfileStatus('away');
    expect(await socket.fetchStatus(me)).toMatchObject([{ status: { status: 'away' } }]);
    expect(await socket.getBusinessProfile(me)).toBeUndefined();
    await socket.updateLastSeenPrivacy('none');
    expect(await socket.fetchPrivacySettings(true)).toMatchObject({ last: 'none' });
  });
});
