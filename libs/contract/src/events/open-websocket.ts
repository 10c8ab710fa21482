import { z } from 'zod';
import { type ErrorCode } from '../errors/catalogue.js';
import { queryText } from '../fields/query-text.js';

/**
 * The one route that is no operation: a ws-fanout process answers it, and after the upgrade there is no reply.
 * The errors stand in the order of the checks.
 */
export const openWebsocket = {
  name: 'events.openWebsocket',
  summary: 'Open a WebSocket that receives the events of an instance',
  path: '/ws/:instance',
  query: z.object({
    since: queryText.describe(
      'Resumes the event log: the `id` of the last frame that the client has, or `now`. Frames then have a fourth key, `id`. The account needs `eventRetentionSeconds` above 0.',
    ),
  }),
  errors: [
    'SocketsUnavailable',
    'RateLimitExceeded',
    'MissingSocketToken',
    'InvalidToken',
    'InstanceNameRequired',
    'WrongInstanceToken',
    'InstanceNotFound',
    'OriginNotAllowed',
    'WebsocketNotEnabled',
    'InvalidQueryParameter',
    'UpgradeRequired',
    'InstanceLookupFailed',
  ],
  example: { params: { instance: 'my-instance' }, query: { since: 'now' } },
} as const satisfies {
  readonly query: z.ZodType;
  readonly errors: readonly ErrorCode[];
  readonly [key: string]: unknown;
};
