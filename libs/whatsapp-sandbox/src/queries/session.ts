import { sendOfflineStanzas } from '../traffic/offline-stanzas.js';
import { result } from '../stanza/answers.js';
import { node } from '../stanza/node.js';
import type { OpenQueryRoute, QueryRoute } from './query-route.js';

/** Queries about the connection itself: ready for traffic, properties, ping. */
export const sessionRoutes: readonly QueryRoute[] = [
  {
    xmlns: 'passive',
    type: 'set',
    child: 'active',
    answer: (query, { connection }, world) => {
      connection.send(result(query));
      sendOfflineStanzas(connection, world);
    },
  },
  { xmlns: 'passive', type: 'set', child: 'passive', answer: (query) => result(query) },
  {
    xmlns: 'abt',
    type: 'get',
    child: 'props',
    answer: (query) => result(query, node('props', { protocol: 1, hash: 'sandbox' })),
  },
  { xmlns: 'urn:xmpp:whatsapp:dirty', type: 'set', answer: (query) => result(query) },
];

export const openSessionRoutes: readonly OpenQueryRoute[] = [
  { xmlns: 'w:p', child: 'ping', answer: (query) => result(query) },
  { xmlns: 'w:stats', child: 'add', answer: (query) => result(query) },
];
