import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Linked, useSandbox } from '../testing-suite.js';

describe('A community, by each call of Baileys for communities', () => {
  const suite = useSandbox({ seed: 'community-calls' });
  let orion: Linked;
  let lyra: Linked;
  let id: string;

  beforeAll(async () => {
    orion = await suite.linked();
    lyra = await suite.linked('Lyra');
    id = (await orion.client.socket.communityCreate('Town', 'Of ours'))?.id ?? '';
  });

  it('is read as a community, alone and in the list of an account', async () => {
    const { socket } = orion.client;
    const expected = {
      id,
      subject: 'Town',
      desc: 'Of ours',
      isCommunity: true,
      joinApprovalMode: true,
    };
    expect(await socket.communityMetadata(id)).toMatchObject(expected);
    const all = await socket.communityFetchAllParticipating();
    expect(Object.keys(all)).toEqual([id]);
    expect(all[id]).toMatchObject(expected);
    expect(Object.keys(await socket.groupFetchAllParticipating())).toContain(id);
  });

  it('changes its name, description and settings', async () => {
    const { socket } = orion.client;
    await socket.communityUpdateSubject(id, 'City');
    await socket.communityUpdateDescription(id, 'Of all');
    await socket.communitySettingUpdate(id, 'locked');
    await socket.communityMemberAddMode(id, 'all_member_add');
    await socket.communityToggleEphemeral(id, 86_400);
    await socket.communityJoinApprovalMode(id, 'off');
    expect(await socket.communityMetadata(id)).toMatchObject({
      subject: 'City',
      desc: 'Of all',
      restrict: true,
      memberAddMode: true,
      joinApprovalMode: false,
      ephemeralDuration: 86_400,
    });
  });

  it('is joined by its invite together with its announcement group, and left together with its groups', async () => {
    const { socket } = orion.client;
    const old = await socket.communityInviteCode(id);
    const code = (await socket.communityRevokeInvite(id)) ?? '';
    expect(code).not.toBe(old);
    expect(await lyra.client.socket.communityGetInviteInfo(code)).toMatchObject({ id });
    expect(await lyra.client.socket.communityAcceptInvite(code)).toBe(id);
    const theirs = await lyra.client.socket.groupFetchAllParticipating();
    expect(Object.values(theirs).map(({ isCommunityAnnounce }) => isCommunityAnnounce)).toEqual([
      false,
      true,
    ]);
    const [promoted] = await socket.communityParticipantsUpdate(id, [lyra.phone.lid], 'promote');
    expect(promoted?.status).toBe('200');
    const [removed] = await socket.communityParticipantsUpdate(id, [lyra.phone.lid], 'remove');
    expect(removed?.status).toBe('200');
    expect(await lyra.client.socket.groupFetchAllParticipating()).toEqual({});
  });

  it('keeps requests to join while it wants approval', async () => {
    const { socket } = orion.client;
    await socket.communityJoinApprovalMode(id, 'on');
    const code = (await socket.communityInviteCode(id)) ?? '';
    expect(await lyra.client.socket.communityAcceptInvite(code)).toBeUndefined();
    const waiting = await socket.communityRequestParticipantsList(id);
    expect(waiting.map(({ jid }) => jid)).toEqual([lyra.phone.lid]);
    const [answered] = await socket.communityRequestParticipantsUpdate(
      id,
      [lyra.phone.lid],
      'approve',
    );
    expect(answered?.status).toBe('200');
    expect((await lyra.client.socket.communityMetadata(id)).size).toBe(2);
  });

  it('accepts and revokes invites in messages', async () => {
    const { socket } = orion.client;
    const vega = await suite.linked('Vega');
    expect(await socket.communityRevokeInviteV4(id, vega.phone.lid)).toBe(true);
    const invite = {
      groupJid: id,
      inviteCode: (await socket.communityInviteCode(id)) ?? '',
      inviteExpiration: 1_900_000_000,
    };
    expect(await vega.client.socket.communityAcceptInviteV4(orion.phone.jid, invite)).toBe(id);
    expect((await vega.client.socket.communityMetadata(id)).subject).toBe('City');
  });
});
