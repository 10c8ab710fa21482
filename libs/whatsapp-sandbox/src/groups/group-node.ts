import { node, seconds, type BinaryNode } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import type { Accounts } from '../accounts/accounts.js';
import { jidOf, lidJid, otherNameOf, pnJid } from '../accounts/jids.js';
import type { Group, Rank } from '../world/group.js';

/** A member under the JID that the group's addressing uses, with the other JID beside it. */
export const participantNode = (
  group: Group,
  account: Account,
  rank?: Rank,
  extra: Record<string, string | number | undefined> = {},
): BinaryNode =>
  node('participant', {
    jid: jidOf(account, group.addressing),
    ...(group.addressing === 'lid' ? { phone_number: pnJid(account) } : { lid: lidJid(account) }),
    type: rank === undefined || rank === 'member' ? undefined : rank,
    ...extra,
  });

/** The attributes of a notification that name the member who acted. */
export const actorAttributes = (group: Group, actor: Account): Record<string, string> => ({
  participant: jidOf(actor, group.addressing),
  [group.addressing === 'lid' ? 'participant_pn' : 'participant_lid']: otherNameOf(
    actor,
    group.addressing,
  ),
});

/** A complete group, as in answers to metadata queries and in notifications of new groups. */
export const groupNode = (group: Group, accounts: Accounts): BinaryNode =>
  wholeNode('group', group, accounts);

/** A community is a group too. Baileys reads one node or the other, depending on the call. */
export const nodesOf = (group: Group, accounts: Accounts): BinaryNode[] => [
  groupNode(group, accounts),
  ...(group.isCommunity ? [communityNode(group, accounts)] : []),
];

export const communityNode = (group: Group, accounts: Accounts): BinaryNode =>
  wholeNode('community', group, accounts);

const wholeNode = (tag: 'group' | 'community', group: Group, accounts: Accounts): BinaryNode => {
  const named = (lid: string): Account | undefined => accounts.byLid(lid);
  const creator = named(group.creator);
  const subjectBy = named(group.subject.by);
  return node(
    tag,
    {
      id: group.jid.split('@')[0],
      addressing_mode: group.addressing,
      subject: group.subject.text,
      s_o: subjectBy && jidOf(subjectBy, group.addressing),
      s_o_pn: subjectBy && pnJid(subjectBy),
      s_t: seconds(group.subject.atMs),
      creation: seconds(group.createdMs),
      creator: creator && jidOf(creator, group.addressing),
      creator_pn: creator && pnJid(creator),
      size: group.members.size,
    },
    [
      ...descriptionNodes(group, named),
      ...flagNodes(group),
      ...[...group.members].flatMap(([lid, rank]) => {
        const account = named(lid);
        return account ? [participantNode(group, account, rank)] : [];
      }),
    ],
  );
};

export const descriptionNodes = (
  group: Group,
  named: (lid: string) => Account | undefined,
): BinaryNode[] => {
  const { description } = group;
  if (description === undefined) return [];
  const by = named(description.by);
  const attributes = {
    id: description.id,
    participant: by && jidOf(by, group.addressing),
    participant_pn: by && pnJid(by),
    t: seconds(description.atMs),
  };
  return [node('description', attributes, [node('body', {}, Buffer.from(description.text))])];
};

const flagNodes = (group: Group): BinaryNode[] => {
  const nodes = [node('member_add_mode', {}, group.membersAdd ? 'all_member_add' : 'admin_add')];
  if (group.announce) nodes.push(node('announcement'));
  if (group.locked) nodes.push(node('locked'));
  if (group.approval) nodes.push(approvalNode('on'));
  if (group.ephemeralSeconds > 0)
    nodes.push(node('ephemeral', { expiration: group.ephemeralSeconds }));
  if (group.parent !== undefined) nodes.push(node('linked_parent', { jid: group.parent }));
  if (group.isCommunity) nodes.push(node('parent'));
  if (group.isAnnouncementGroup) nodes.push(node('default_sub_group'));
  return nodes;
};

export const approvalNode = (state: 'on' | 'off'): BinaryNode =>
  node('membership_approval_mode', {}, [node('group_join', { state })]);
