import { announce } from './announce.js';
import { announceCreation } from './update-group.js';
import type { Group } from '../world/group.js';
import { node } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import type { World } from '../world/world.js';

/** Creates a parent group, and the announcement group that WhatsApp creates with it. */
export const createCommunity = (
  world: World,
  creator: Account,
  subject: string,
  approval: boolean,
): Group => {
  const { groups } = world;
  const community = groups.create(subject, creator, [], world.now(), 'lid');
  community.isCommunity = true;
  community.approval = approval;
  groups.save(community);
  const announcements = groups.create(subject, creator, [], world.now(), 'lid');
  announcements.parent = community.jid;
  announcements.isAnnouncementGroup = true;
  announcements.announce = true;
  groups.save(announcements);
  announceCreation(world, community, creator);
  announceCreation(world, announcements, creator);
  return community;
};

export const subGroupsOf = (world: World, community: Group): Group[] =>
  [...world.groups.all()].filter(({ parent }) => parent === community.jid);

export const linkGroup = (world: World, community: Group, group: Group, actor: Account): void => {
  group.parent = community.jid;
  world.groups.save(group);
  announceLink(world, 'link', community, group, actor);
};

export const unlinkGroup = (world: World, community: Group, group: Group, actor: Account): void => {
  group.parent = undefined;
  world.groups.save(group);
  announceLink(world, 'unlink', community, group, actor);
};

const announceLink = (
  world: World,
  tag: 'link' | 'unlink',
  community: Group,
  group: Group,
  actor: Account,
): void => {
  const named = node('group', { jid: community.jid, subject: community.subject.text });
  announce(world, group, actor, node(tag, { [`${tag}_type`]: 'parent_group' }, [named]));
};
