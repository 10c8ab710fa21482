import { refusal, result } from '../stanza/answers.js';
import { allChildren, childOf, node, textOf } from '../stanza/node.js';
import { lidJid } from '../world/jids.js';
import type { QueryRoute } from './query-route.js';

/** What businesses say of themselves; who is none has an answer without a profile. */
export const businessRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'w:biz',
    type: 'get',
    child: 'business_profile',
    answer: (query, _asker, world) => {
      const jid = childOf(childOf(query, 'business_profile'), 'profile')?.attrs.jid;
      const account = world.accounts.byJid(jid);
      const facts = account && world.profiles.business(lidJid(account));
      const { category, ...plain } = facts ?? {};
      const nodes = Object.entries(plain).map(([tag, text]) => node(tag, {}, Buffer.from(text)));
      if (category !== undefined) {
        nodes.push(node('categories', {}, [node('category', { id: '1' }, Buffer.from(category))]));
      }
      const profiles = facts ? [node('profile', { jid }, nodes)] : [];
      return result(query, node('business_profile', { v: '244' }, profiles));
    },
  },
  {
    xmlns: 'w:biz',
    type: 'set',
    child: 'business_profile',
    answer: (query, { account }, world) => {
      const facts = { ...world.profiles.business(lidJid(account)) };
      for (const child of allChildren(childOf(query, 'business_profile'))) {
        const text = textOf(child);
        if (!TEXT_FACTS.has(child.tag) || text === undefined)
          return refusal(query, 501, 'feature-not-implemented');
        facts[child.tag] = text;
      }
      world.profiles.setBusiness(lidJid(account), facts);
      return result(query);
    },
  },
];

const TEXT_FACTS = new Set(['address', 'description', 'email', 'website']);
