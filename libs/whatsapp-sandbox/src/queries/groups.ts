import { createCommunity, linkGroup, subGroupsOf } from '../groups/communities.js';
import { announceCreation } from '../groups/update-group.js';
import { isAdmin } from '../world/group.js';
import { communityNode, groupNode, nodesOf } from '../groups/group-node.js';
import { removeMember } from '../groups/membership.js';
import { refusal, result } from '../stanza/answers.js';
import { childOf, childrenOf, node, textOf } from '../stanza/node.js';
import type { QueryRoute } from './query-route.js';
import { withRight } from './group-rights.js';

/** Reads one group or all groups of an account, creates a group, leaves groups. */
export const groupRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'w:g2',
    type: 'get',
    child: 'query',
    answer: withRight('member', (group, _requester, query, world) =>
      result(query, ...nodesOf(group, world.accounts)),
    ),
  },
  {
    xmlns: 'w:g2',
    type: 'get',
    child: 'participating',
    answer: (query, { account }, world) => {
      const mine = [...world.groups.listByMember(account)];
      const communities = mine.filter(({ isCommunity }) => isCommunity);
      return result(
        query,
        node(
          'groups',
          {},
          mine.map((group) => groupNode(group, world.accounts)),
        ),
        node(
          'communities',
          {},
          communities.map((group) => communityNode(group, world.accounts)),
        ),
      );
    },
  },
  {
    xmlns: 'w:g2',
    type: 'set',
    child: 'create',
    answer: (query, { account }, world) => {
      const create = childOf(query, 'create');
      const parent = childOf(create, 'parent');
      if (parent) {
        const approval = parent.attrs.default_membership_approval_mode === 'request_required';
        const subject = create?.attrs.subject ?? '';
        const community = createCommunity(world, account, subject, approval);
        const description = childOf(create, 'description');
        const text = textOf(childOf(description, 'body'));
        if (text) {
          const id = description?.attrs.id ?? '';
          community.description = { id, text, by: account.lid, atMs: world.now() };
          world.groups.save(community);
        }
        return result(query, groupNode(community, world.accounts));
      }
      const linked = childOf(create, 'linked_parent');
      const community = world.groups.get(linked?.attrs.jid);
      if (linked && !(community && isAdmin(community, account.lid))) {
        return refusal(query, 403, 'forbidden');
      }
      const members = childrenOf(create, 'participant').flatMap(
        ({ attrs }) => world.accounts.byJid(attrs.jid) ?? [],
      );
      const group = world.groups.create(
        create?.attrs.subject ?? '',
        account,
        members.filter(({ privacy }) => privacy.groupadd !== 'none'),
        world.now(),
        'lid',
      );
      announceCreation(world, group, account);
      if (community) linkGroup(world, community, group, account);
      return result(query, groupNode(group, world.accounts));
    },
  },
  {
    xmlns: 'w:g2',
    type: 'set',
    child: 'leave',
    answer: (query, { account }, world) => {
      const leave = childOf(query, 'leave');
      // A member who leaves a community leaves its groups too.
      const parents = childrenOf(leave, 'community').flatMap(
        ({ attrs }) => world.groups.get(attrs.id) ?? [],
      );
      for (const community of parents) {
        for (const group of [...subGroupsOf(world, community), community]) {
          removeMember(world, group, account, account);
        }
      }
      if (parents.length > 0) return result(query, node('leave'));
      const ids = childrenOf(leave, 'group').map(({ attrs }) => attrs.id ?? '');
      const left = ids.map((id) => {
        const group = world.groups.get(id);
        const outcome = group ? removeMember(world, group, account, account) : 404;
        return node('group', { id, error: outcome === 200 ? undefined : outcome });
      });
      if (left.length === 0) return refusal(query, 400, 'bad-request');
      return result(query, node('leave', {}, left));
    },
  },
];
