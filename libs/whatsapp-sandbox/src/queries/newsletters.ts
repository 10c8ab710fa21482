import { pageOf } from '../newsletters/page.js';
import { postNode } from '../newsletters/post-node.js';
import { refusal, result } from '../stanza/answers.js';
import { childOf, node, seconds, textOf } from '../stanza/node.js';
import { callOperation } from './mex-operations.js';
import type { QueryRoute } from './query-route.js';

const LIVE_UPDATE_SECONDS = 300;

/**
 * Channels and the limits of an account: GraphQL queries by their fixed ids, and XML queries. An unknown id is
 * answered 501.
 */
export const newsletterRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'w:mex',
    type: 'get',
    child: 'query',
    answer: (query, { account }, world) => {
      const request = childOf(query, 'query');
      const body = callOperation(world, account, request?.attrs.query_id ?? '', textOf(request));
      if (body === undefined) {
        world.unknown.add(query);
        return refusal(query, 501, 'feature-not-implemented');
      }
      return result(query, node('result', {}, Buffer.from(JSON.stringify(body))));
    },
  },
  {
    xmlns: 'newsletter',
    type: 'set',
    child: 'live_updates',
    answer: (query, { companion }, world) => {
      const channel = world.newsletters.get(query.attrs.to);
      if (channel === undefined) return refusal(query, 404, 'item-not-found');
      const untilMs = world.now() + LIVE_UPDATE_SECONDS * 1000;
      world.newsletters.watchers.add(channel, companion, untilMs);
      return result(query, node('live_updates', { duration: LIVE_UPDATE_SECONDS }));
    },
  },
  {
    xmlns: 'newsletter',
    type: 'get',
    child: 'message_updates',
    answer: (query, _requester, world) => {
      const channel = world.newsletters.get(query.attrs.to);
      if (channel === undefined) return refusal(query, 404, 'item-not-found');
      const { count, since = 0, after = 0 } = childOf(query, 'message_updates')?.attrs ?? {};
      const bounds = { count: Number(count), since: Number(since), after: Number(after) };
      const posts = pageOf(world.newsletters.posts.list(channel), bounds).map(postNode);
      const t = seconds(world.now());
      const messages = node('messages', { jid: channel.jid, t }, posts);
      return result(query, node('message_updates', { t }, [messages]));
    },
  },
];
