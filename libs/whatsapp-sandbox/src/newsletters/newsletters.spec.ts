import { describe, expect, it } from '@jest/globals';
import { useSandbox } from '../testing-suite.js';

describe('Channels', () => {
  const suite = useSandbox({ seed: 'newsletters' });

  it('can be created, found by JID and by invite, followed, left, renamed and deleted', async () => {
    const { client } = await suite.linked();
    const { client: reader } = await suite.linked('Lyra');
    const made = await client.socket.newsletterCreate('News', 'All of it');
    expect(made).toMatchObject({ name: 'News', description: 'All of it', subscribers: 0 });
    const { socket } = reader;
    await socket.newsletterFollow(made.id);
    await socket.newsletterFollow(made.id);
    expect(await socket.newsletterMetadata('invite', made.invite ?? '')).toMatchObject({
      id: made.id,
      thread_metadata: { subscribers_count: '1' },
      viewer_metadata: { role: 'SUBSCRIBER' },
    });
    await socket.newsletterMute(made.id);
    expect(await socket.newsletterMetadata('jid', made.id)).toMatchObject({
      viewer_metadata: { mute: 'ON' },
    });
    await socket.newsletterUnmute(made.id);
    await socket.newsletterUnfollow(made.id);
    await client.socket.newsletterUpdateName(made.id, 'Olds');
    expect(await socket.newsletterMetadata('jid', made.id)).toMatchObject({
      thread_metadata: { name: { text: 'Olds' }, subscribers_count: '0' },
      viewer_metadata: { role: 'GUEST' },
    });
    await expect(socket.newsletterUpdateName(made.id, 'Mine')).rejects.toThrow('Forbidden');
    expect(await client.socket.newsletterAdminCount(made.id)).toBe(1);
    await client.socket.newsletterDelete(made.id);
    await expect(socket.newsletterMetadata('jid', made.id)).rejects.toThrow('Not Found');
  });
});
