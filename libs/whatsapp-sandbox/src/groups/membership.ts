import { node } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import type { World } from '../world/world.js';
import { announce } from './announce.js';
import type { Group } from '../world/group.js';
import { participantNode } from './group-node.js';

/** The outcome for one person: 200, or WhatsApp's error code. */
export type Outcome = 200 | 403 | 404 | 409;

export const addMember = (world: World, group: Group, actor: Account, who: Account): Outcome => {
  if (group.members.has(who.lid)) return 409;
  if (who.privacy.groupadd === 'none') return 403;
  group.requests.delete(who.lid);
  enterGroup(world, group, actor, who);
  return 200;
};

/** A new member of a community also becomes a member of its announcement group. */
const enterGroup = (
  world: World,
  group: Group,
  actor: Account,
  who: Account,
  attributes: Record<string, string> = {},
): void => {
  group.members.set(who.lid, 'member');
  world.groups.save(group);
  announce(world, group, actor, node('add', attributes, [participantNode(group, who)]));
  if (!group.isCommunity) return;
  for (const sub of world.groups.all()) {
    const isItsOwn = sub.parent === group.jid && sub.isAnnouncementGroup;
    if (isItsOwn && !sub.members.has(who.lid)) enterGroup(world, sub, actor, who);
  }
};

/** A member who leaves is both `actor` and `who`. */
export const removeMember = (world: World, group: Group, actor: Account, who: Account): Outcome => {
  if (!group.members.delete(who.lid)) return 404;
  world.groups.save(group);
  announce(world, group, actor, node('remove', {}, [participantNode(group, who)]), [who]);
  return 200;
};

export const updateRank = (
  world: World,
  group: Group,
  actor: Account,
  who: Account,
  admin: boolean,
): Outcome => {
  const rank = group.members.get(who.lid);
  if (rank === undefined) return 404;
  if (rank === 'superadmin') return admin ? 200 : 403;
  group.members.set(who.lid, admin ? 'admin' : 'member');
  world.groups.save(group);
  const change = node(admin ? 'promote' : 'demote', {}, [
    participantNode(group, who, admin ? 'admin' : 'member'),
  ]);
  announce(world, group, actor, change);
  return 200;
};

/** Joins by invite code: at once, or by a request when the group wants approval by its admins. */
export const joinByInvite = (world: World, group: Group, who: Account): 'joined' | 'requested' => {
  if (group.members.has(who.lid)) return 'joined';
  if (!group.approval) {
    enterGroup(world, group, who, who, { reason: 'invite' });
    return 'joined';
  }
  group.requests.set(who.lid, { lid: who.lid, atMs: world.now(), method: 'invite_link' });
  world.groups.save(group);
  announce(
    world,
    group,
    who,
    node('created_membership_requests', { request_method: 'invite_link' }, [
      participantNode(group, who),
    ]),
  );
  return 'requested';
};

export const answerRequest = (
  world: World,
  group: Group,
  actor: Account,
  who: Account,
  approve: boolean,
): Outcome => {
  if (!group.requests.delete(who.lid)) return 404;
  world.groups.save(group);
  if (approve) return addMember(world, group, actor, who);
  announce(
    world,
    group,
    actor,
    node('revoked_membership_requests', {}, [participantNode(group, who)]),
  );
  return 200;
};
