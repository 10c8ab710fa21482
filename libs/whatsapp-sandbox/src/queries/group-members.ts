import { subGroupsOf } from '../groups/communities.js';
import { type Group, isAdmin } from '../world/group.js';
import { participantNode } from '../groups/group-node.js';
import {
  addMember,
  answerRequest,
  type Outcome,
  updateRank,
  removeMember,
} from '../groups/membership.js';
import { refusal, result } from '../stanza/answers.js';
import {
  allChildren,
  type BinaryNode,
  childOf,
  childrenOf,
  node,
  seconds,
} from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import { jidOf, pnJid } from '../accounts/jids.js';
import type { World } from '../world/world.js';
import { withRight } from './group-rights.js';
import type { QueryRoute } from './query-route.js';

const set = { xmlns: 'w:g2', type: 'set' } as const;

/** Members of a group, their ranks, and requests to join. */
export const groupMemberRoutes: readonly QueryRoute[] = [
  memberRoute('add', addMember),
  memberRoute('remove', removeWithGroups),
  memberRoute('promote', (...args) => updateRank(...args, true)),
  memberRoute('demote', (...args) => updateRank(...args, false)),
  {
    xmlns: 'w:g2',
    type: 'get',
    child: 'membership_approval_requests',
    answer: withRight('admin', (group, _requester, query, world) => {
      const waiting = [...group.requests.values()].flatMap(({ lid, atMs, method }) => {
        const account = world.accounts.byLid(lid);
        if (account === undefined) return [];
        return node('membership_approval_request', {
          jid: jidOf(account, group.addressing),
          phone_number: pnJid(account),
          request_method: method,
          request_time: seconds(atMs),
        });
      });
      return result(query, node('membership_approval_requests', {}, waiting));
    }),
  },
  {
    ...set,
    child: 'membership_requests_action',
    answer: withRight('admin', (group, { account }, query, world) => {
      const [action] = allChildren(childOf(query, 'membership_requests_action'));
      if (action === undefined) return refusal(query, 400, 'bad-request');
      const outcomes = forEach(world, group, action, (who) =>
        answerRequest(world, group, account, who, action.tag === 'approve'),
      );
      const answered = node(action.tag, {}, outcomes);
      return result(query, node('membership_requests_action', {}, [answered]));
    }),
  },
];

/** A member who is removed from a community is removed from its groups too. */
function removeWithGroups(world: World, group: Group, actor: Account, who: Account): Outcome {
  const outcome = removeMember(world, group, actor, who);
  for (const sub of subGroupsOf(world, group)) removeMember(world, sub, actor, who);
  return outcome;
}

function memberRoute(
  tag: string,
  act: (world: World, group: Group, actor: Account, who: Account) => Outcome,
): QueryRoute {
  return {
    ...set,
    child: tag,
    answer: withRight('member', (group, { account }, query, world) => {
      const mayAdd = tag === 'add' && group.membersAdd;
      if (!mayAdd && !isAdmin(group, account.lid)) return refusal(query, 403, 'forbidden');
      const outcomes = forEach(world, group, childOf(query, tag), (who) =>
        act(world, group, account, who),
      );
      return result(query, node(tag, {}, outcomes));
    }),
  };
}

const forEach = (
  world: World,
  group: Group,
  list: BinaryNode | undefined,
  act: (who: Account) => Outcome,
): BinaryNode[] =>
  childrenOf(list, 'participant').map(({ attrs }) => {
    const who = world.accounts.byJid(attrs.jid);
    if (who === undefined) return node('participant', { jid: attrs.jid, error: 404 });
    const outcome = act(who);
    const error = outcome === 200 ? {} : { error: outcome };
    return { ...participantNode(group, who, undefined, error) };
  });
