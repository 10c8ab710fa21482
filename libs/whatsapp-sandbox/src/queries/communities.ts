import { linkGroup, subGroupsOf, unlinkGroup } from '../groups/communities.js';
import { type Group, isAdmin } from '../world/group.js';
import { result } from '../stanza/answers.js';
import { type BinaryNode, childOf, childrenOf, node, seconds } from '../stanza/node.js';
import { lidJid } from '../accounts/jids.js';
import type { World } from '../world/world.js';
import { withRight } from './group-rights.js';
import type { Requester, QueryRoute } from './query-route.js';

const MAX_SUB_GROUPS = 50;

/** Lists, links and unlinks the groups of a community. */
export const communityRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'w:g2',
    type: 'get',
    child: 'sub_groups',
    answer: withRight('member', (community, _requester, query, world) =>
      result(
        query,
        node(
          'sub_groups',
          {},
          subGroupsOf(world, community).map((group) => subGroupNode(world, group)),
        ),
      ),
    ),
  },
  {
    xmlns: 'w:g2',
    type: 'set',
    child: 'links',
    answer: withRight('admin', (community, requester, query, world) => {
      const request = childrenOf(childOf(childOf(query, 'links'), 'link'), 'group');
      const groups = request.map(({ attrs }) => {
        const group = world.groups.get(attrs.jid);
        const error = linkError(world, community, group, requester);
        if (group && error === undefined) linkGroup(world, community, group, requester.account);
        return node('group', { jid: attrs.jid, error });
      });
      return result(query, node('links', {}, [node('link', { link_type: 'sub_group' }, groups)]));
    }),
  },
  {
    xmlns: 'w:g2',
    type: 'set',
    child: 'unlink',
    answer: withRight('admin', (community, { account }, query, world) => {
      const groups = childrenOf(childOf(query, 'unlink'), 'group').map(({ attrs }) => {
        const group = world.groups.get(attrs.jid);
        const isLinked = group?.parent === community.jid && !group.isAnnouncementGroup;
        if (isLinked) unlinkGroup(world, community, group, account);
        return node('group', { jid: attrs.jid, error: isLinked ? undefined : 404 });
      });
      return result(query, node('unlink', { unlink_type: 'sub_group' }, groups));
    }),
  },
];

const linkError = (
  world: World,
  community: Group,
  group: Group | undefined,
  { account }: Requester,
): number | undefined => {
  if (group === undefined) return 404;
  if (!isAdmin(group, account.lid)) return 403;
  if (group.parent !== undefined || group.isCommunity || !community.isCommunity) return 409;
  return subGroupsOf(world, community).length >= MAX_SUB_GROUPS ? 419 : undefined;
};

const subGroupNode = (world: World, group: Group): BinaryNode => {
  const creator = world.accounts.byLid(group.creator);
  return node(
    'group',
    {
      id: group.jid.split('@')[0],
      subject: group.subject.text,
      s_t: seconds(group.subject.atMs),
      creation: seconds(group.createdMs),
      creator: creator && lidJid(creator),
      size: group.members.size,
    },
    group.isAnnouncementGroup ? [node('default_sub_group')] : undefined,
  );
};
