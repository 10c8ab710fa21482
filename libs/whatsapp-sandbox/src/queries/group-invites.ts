import { renewInvite } from '../groups/update-group.js';
import { nodesOf } from '../groups/group-node.js';
import { addMember, joinByInvite } from '../groups/membership.js';
import { refusal, result } from '../stanza/answers.js';
import { childOf, node } from '../stanza/node.js';
import { withRight } from './group-rights.js';
import type { QueryRoute } from './query-route.js';

const GONE = 410;
const EVERY_GROUP = '@g.us';

const codeOf = withRight('admin', (group, _requester, query) =>
  result(query, node('invite', { code: group.inviteCode })),
);
const newCode = withRight('admin', (group, { account }, query, world) =>
  result(query, node('invite', { code: renewInvite(world, group, account) })),
);

/**
 * Invite links: a query to a group's JID is for the link of that group, a query to `@g.us` names a link by its code.
 */
export const groupInviteRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'w:g2',
    type: 'get',
    child: 'invite',
    answer: (query, requester, world) => {
      if (query.attrs.to !== EVERY_GROUP) return codeOf(query, requester, world);
      const group = world.groups.byInviteCode(childOf(query, 'invite')?.attrs.code ?? '');
      if (group === undefined) return refusal(query, GONE, 'gone');
      return result(query, ...nodesOf(group, world.accounts));
    },
  },
  {
    xmlns: 'w:g2',
    type: 'set',
    child: 'invite',
    answer: (query, requester, world) => {
      if (query.attrs.to !== EVERY_GROUP) return newCode(query, requester, world);
      const group = world.groups.byInviteCode(childOf(query, 'invite')?.attrs.code ?? '');
      if (group === undefined) return refusal(query, GONE, 'gone');
      const outcome = joinByInvite(world, group, requester.account);
      const { jid } = group;
      if (outcome !== 'joined') return result(query, node('membership_approval_request', { jid }));
      const community = group.isCommunity ? node('community', { jid }) : undefined;
      return result(query, node('group', { jid }), community);
    },
  },
  {
    xmlns: 'w:g2',
    type: 'set',
    child: 'accept',
    answer: (query, { account }, world) => {
      const group = world.groups.get(query.attrs.to);
      const accept = childOf(query, 'accept');
      const admin = world.accounts.byJid(accept?.attrs.admin);
      if (!group || !admin || accept?.attrs.code !== group.inviteCode) {
        return refusal(query, GONE, 'gone');
      }
      addMember(world, group, admin, account);
      return result(query);
    },
  },
  { xmlns: 'w:g2', type: 'set', child: 'revoke', answer: withRight('admin', () => undefined) },
];
