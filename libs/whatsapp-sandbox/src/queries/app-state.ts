import { result } from '../stanza/answers.js';
import { childOf, childrenOf, node } from '../stanza/node.js';
import type { QueryRoute } from './query-route.js';

/** Every collection is empty at the version that the client has. */
export const appStateRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'w:sync:app:state',
    type: 'set',
    child: 'sync',
    answer: (query) => {
      const collections = childrenOf(childOf(query, 'sync'), 'collection').map(({ attrs }) =>
        node('collection', { name: attrs.name, version: attrs.version }),
      );
      return result(query, node('sync', {}, collections));
    },
  },
];
