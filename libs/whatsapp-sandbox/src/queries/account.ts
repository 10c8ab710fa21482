import { refusal, result } from '../stanza/answers.js';
import { allChildren, childOf, node, textOf } from '../stanza/node.js';
import { lidJid } from '../accounts/jids.js';
import type { QueryRoute } from './query-route.js';

/** Blocklist, privacy, about text and disappearing messages of an account. */
export const accountRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'blocklist',
    type: 'get',
    answer: (query, { account }, world) => {
      const items = [...account.blocked].flatMap((lid) => {
        const blocked = world.accounts.byLid(lid);
        return blocked ? [node('item', { jid: lidJid(blocked) })] : [];
      });
      return result(query, node('list', { matched: 'false' }, items));
    },
  },
  {
    xmlns: 'blocklist',
    type: 'set',
    child: 'item',
    answer: (query, { account }, world) => {
      const item = childOf(query, 'item');
      const subject = world.accounts.byJid(item?.attrs.jid);
      if (subject === undefined) return refusal(query, 404, 'item-not-found');
      if (item?.attrs.action === 'block') account.blocked.add(subject.lid);
      else account.blocked.delete(subject.lid);
      world.accounts.save(account);
      return result(query);
    },
  },
  {
    xmlns: 'privacy',
    type: 'get',
    child: 'privacy',
    answer: (query, { account }) =>
      result(
        query,
        node(
          'privacy',
          {},
          Object.entries(account.privacy).map(([name, value]) => node('category', { name, value })),
        ),
      ),
  },
  {
    xmlns: 'privacy',
    type: 'set',
    child: 'privacy',
    answer: (query, { account }, world) => {
      for (const { attrs } of allChildren(childOf(query, 'privacy'))) {
        if (attrs.name && attrs.value) account.privacy[attrs.name] = attrs.value;
      }
      world.accounts.save(account);
      return result(query);
    },
  },
  { xmlns: 'privacy', type: 'set', child: 'tokens', answer: (query) => result(query) },
  {
    xmlns: 'status',
    type: 'set',
    child: 'status',
    answer: (query, { account }, world) => {
      account.about = textOf(childOf(query, 'status')) ?? '';
      world.accounts.save(account);
      return result(query);
    },
  },
  {
    xmlns: 'disappearing_mode',
    type: 'set',
    child: 'disappearing_mode',
    answer: (query, { account }, world) => {
      const durationSeconds = Number(childOf(query, 'disappearing_mode')?.attrs.duration ?? 0);
      const mode = { durationSeconds, sinceMs: world.now() };
      world.profiles.disappearing.update(lidJid(account), mode);
      return result(query);
    },
  },
  // The sandbox has no bots.
  {
    xmlns: 'bot',
    type: 'get',
    child: 'bot',
    answer: (query) =>
      result(query, node('bot', { v: '2' }, [node('section', { type: 'all' }, [])])),
  },
];
