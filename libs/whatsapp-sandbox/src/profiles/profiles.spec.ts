import { describe, expect, it } from '@jest/globals';
import { useSandbox } from '../testing-suite.js';

describe('profiles', () => {
  const suite = useSandbox({ seed: 'profiles' });

  it('say who has which status, business and privacy, and that there is no picture', async () => {
    const { phone, client } = await suite.linked();
    const { socket } = client;
    const me = `${phone.number}@s.whatsapp.net`;
    await expect(socket.profilePictureUrl(me)).rejects.toThrow('item-not-found');
    const { world } = suite.sandbox;
    world.profiles.setPicture(phone.lid, { id: '1', bytes: Buffer.from('jpeg') });
    expect(await socket.profilePictureUrl(me, 'image')).toBe(
      `${suite.sandbox.mediaUrl}/pictures/1`,
    );
    await socket.removeProfilePicture(me);
    await expect(socket.profilePictureUrl(me)).rejects.toThrow('item-not-found');
    await socket.updateProfileStatus('away');
    expect(await socket.fetchStatus(me)).toMatchObject([{ status: { status: 'away' } }]);
    expect(await socket.getBusinessProfile(me)).toBeUndefined();
    await socket.updateLastSeenPrivacy('none');
    expect(await socket.fetchPrivacySettings(true)).toMatchObject({ last: 'none' });
  });
});
