import { node, seconds, type BinaryNode } from '../stanza/node.js';
import type { Account, Addressing } from '../accounts/account.js';
import { jidOf } from '../accounts/jids.js';
import type { World } from '../world/world.js';
import { announce } from './announce.js';
import type { Group } from '../world/group.js';
import { approvalNode, descriptionNodes, groupNode } from './group-node.js';

/** These functions change a group and notify its members. The caller checks whether the actor may do it. */
export const createGroup = (
  world: World,
  subject: string,
  creator: Account,
  members: readonly Account[],
  addressing: Addressing = 'lid',
): Group => {
  const group = world.groups.create(subject, creator, members, world.now(), addressing);
  announceCreation(world, group, creator);
  return group;
};

export const announceCreation = (world: World, group: Group, creator: Account): void =>
  announce(
    world,
    group,
    creator,
    node('create', { type: 'new' }, [groupNode(group, world.accounts)]),
  );

export const updateSubject = (world: World, group: Group, actor: Account, text: string): void => {
  group.subject = { text, by: actor.lid, atMs: world.now() };
  saveAndAnnounce(
    world,
    group,
    actor,
    node('subject', {
      subject: text,
      s_o: jidOf(actor, group.addressing),
      s_t: seconds(group.subject.atMs),
    }),
  );
};

export const updateDescription = (
  world: World,
  group: Group,
  actor: Account,
  text: string,
  id: string,
): void => {
  group.description = text === '' ? undefined : { id, text, by: actor.lid, atMs: world.now() };
  const [described] = descriptionNodes(group, (lid) => world.accounts.byLid(lid));
  saveAndAnnounce(world, group, actor, described ?? node('description', { id, delete: 'true' }));
};

/** Notifies the members, then deletes the group. */
export const deleteGroup = (world: World, group: Group, actor: Account): void => {
  announce(world, group, actor, node('delete', {}));
  world.groups.delete(group);
};

export type Setting = 'announcement' | 'not_announcement' | 'locked' | 'unlocked';

export const updateSetting = (
  world: World,
  group: Group,
  actor: Account,
  setting: Setting,
): void => {
  if (setting === 'announcement' || setting === 'not_announcement') {
    group.announce = setting === 'announcement';
  } else {
    group.locked = setting === 'locked';
  }
  saveAndAnnounce(world, group, actor, node(setting));
};

export const updateEphemeral = (
  world: World,
  group: Group,
  actor: Account,
  expirationSeconds: number,
): void => {
  group.ephemeralSeconds = expirationSeconds;
  const change =
    expirationSeconds > 0
      ? node('ephemeral', { expiration: expirationSeconds })
      : node('not_ephemeral');
  saveAndAnnounce(world, group, actor, change);
};

export const updateAddMode = (world: World, group: Group, actor: Account, all: boolean): void => {
  group.membersAdd = all;
  saveAndAnnounce(
    world,
    group,
    actor,
    node('member_add_mode', {}, all ? 'all_member_add' : 'admin_add'),
  );
};

export const updateApproval = (world: World, group: Group, actor: Account, on: boolean): void => {
  group.approval = on;
  if (!on) group.requests.clear();
  saveAndAnnounce(world, group, actor, approvalNode(on ? 'on' : 'off'));
};

export const renewInvite = (world: World, group: Group, actor: Account): string => {
  group.inviteCode = world.groups.newInviteCode();
  saveAndAnnounce(world, group, actor, node('invite', { code: group.inviteCode }));
  return group.inviteCode;
};

const saveAndAnnounce = (world: World, group: Group, actor: Account, change: BinaryNode): void => {
  world.groups.save(group);
  announce(world, group, actor, change);
};
