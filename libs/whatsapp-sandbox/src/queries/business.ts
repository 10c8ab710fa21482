import { factsNode } from '../profiles/facts-node.js';
import { readFacts } from '../profiles/read-facts.js';
import { refusal, result } from '../stanza/answers.js';
import { allChildren, childOf, node } from '../stanza/node.js';
import { lidJid } from '../accounts/jids.js';
import type { QueryRoute } from './query-route.js';

/** Business profiles. For an account without one the answer has no profile. */
export const businessRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'w:biz',
    type: 'get',
    child: 'business_profile',
    answer: (query, _requester, world) => {
      const jid = childOf(childOf(query, 'business_profile'), 'profile')?.attrs.jid ?? '';
      const account = world.accounts.byJid(jid);
      const facts = account && world.profiles.getBusiness(lidJid(account));
      const profiles = facts ? [factsNode(jid, facts)] : [];
      return result(query, node('business_profile', { v: '244' }, profiles));
    },
  },
  {
    xmlns: 'w:biz',
    type: 'set',
    child: 'business_profile',
    answer: (query, { account }, world) => {
      const { profiles } = world;
      const facts = readFacts(
        profiles.getBusiness(lidJid(account)) ?? {},
        allChildren(childOf(query, 'business_profile')),
        () => world.random.nextDigits('cover-photo', 15),
      );
      if ('unknown' in facts) {
        world.unknown.add(query);
        return refusal(query, 501, 'feature-not-implemented');
      }
      profiles.updateBusiness(lidJid(account), facts);
      return result(query);
    },
  },
];
