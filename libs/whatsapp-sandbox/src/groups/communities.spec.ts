import { describe, expect, it } from '@jest/globals';
import { useSandbox } from '../testing-suite.js';

describe('Communities', () => {
  const suite = useSandbox({ seed: 'communities' });

  it('are created with an announcement group; groups can be linked, unlinked and left', async () => {
    const { client } = await suite.linked();
    const { socket } = client;
    const community = await socket.communityCreate('Town', 'Of ours');
    const id = community?.id ?? '';
    expect(community).toMatchObject({ subject: 'Town', desc: 'Of ours', isCommunity: true });
    const group = await socket.groupCreate('Street', []);
    await socket.communityLinkGroup(group.id, id);
    const linked = await socket.communityFetchLinkedGroups(id);
    expect(linked.linkedGroups.map(({ subject }) => subject)).toEqual(['Town', 'Street']);
    expect((await socket.groupMetadata(group.id)).linkedParent).toBe(id);
    await socket.communityUnlinkGroup(group.id, id);
    expect((await socket.communityFetchLinkedGroups(id)).linkedGroups).toHaveLength(1);
    const born = await socket.communityCreateGroup('Square', [], id);
    expect(born?.linkedParent).toBe(id);
    await socket.communityLeave(id);
    await expect(socket.groupMetadata(id)).rejects.toThrow('forbidden');
    await expect(socket.groupMetadata(born?.id ?? '')).rejects.toThrow('forbidden');
    expect((await socket.groupMetadata(group.id)).subject).toBe('Street');
  });
});
