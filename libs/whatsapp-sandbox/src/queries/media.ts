import { result } from '../stanza/answers.js';
import { node } from '../stanza/node.js';
import type { QueryRoute } from './query-route.js';

/** The host for uploads of media. Baileys accepts a host with a port, so clients need no setting for it. */
export const mediaRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'w:m',
    type: 'set',
    child: 'media_conn',
    answer: (query, _requester, world) =>
      result(
        query,
        node('media_conn', { auth: 'sandbox', ttl: 3600, auth_ttl: 3600, max_buckets: 12 }, [
          node('host', { hostname: world.mediaHost, maxContentLengthBytes: 100 * 1024 * 1024 }),
        ]),
      ),
  },
];
