import { type Group, isAdmin } from '../world/group.js';
import { refusal, result } from '../stanza/answers.js';
import type { BinaryNode } from '../stanza/node.js';
import type { World } from '../world/world.js';
import type { Requester, QueryRoute } from './query-route.js';

type Right = 'member' | 'admin' | 'editor';
type GroupAnswer = (
  group: Group,
  requester: Requester,
  query: BinaryNode,
  world: World,
) => BinaryNode | undefined | void;

/**
 * Answers only when the group exists and the requester has the right. When `answer` returns nothing, an empty result
 * is sent.
 */
export const withRight =
  (right: Right, answer: GroupAnswer): QueryRoute['answer'] =>
  (query, requester, world) => {
    const group = world.groups.get(query.attrs.to);
    if (group === undefined) return refusal(query, 404, 'item-not-found');
    const { lid } = requester.account;
    if (!group.members.has(lid)) return refusal(query, 403, 'forbidden');
    if (right === 'admin' && !isAdmin(group, lid)) return refusal(query, 403, 'forbidden');
    if (right === 'editor' && group.locked && !isAdmin(group, lid)) {
      return refusal(query, 403, 'forbidden');
    }
    return answer(group, requester, query, world) ?? result(query);
  };
