import { busy, fixed, worded } from './declaration.js';

export const EVERY_ROUTE_ERRORS = {
  NotFound: fixed(404, 'Not found'),
  MethodNotAllowed: fixed(405, 'Method not allowed'),
  InvalidToken: fixed(401, 'Invalid token'),
  InstanceNameRequired: fixed(400, 'Instance name is required'),
  WrongInstanceToken: fixed(403, 'Instance token does not match requested instance'),
  InstanceNotFound: fixed(404, 'Instance not found'),
  InvalidRequestBody: fixed(400, 'Invalid request body'),
  InvalidRequestBodyDetail: worded<{ detail: string }>(
    400,
    ({ detail }) => `Invalid request body: ${detail}`,
  ),
  BodyTooLarge: fixed(413, 'Request body too large'),
  ServerBusy: busy('Server is busy. Try again later.'),
  RateLimitExceeded: fixed(429, 'Rate limit exceeded. Try again later.'),
  InstanceLookupFailed: fixed(500, 'Failed to get instance'),
  Internal: fixed(500, 'Internal error'),

  // Errors of operations that need the live session.
  InstanceNotConnected: fixed(503, 'Instance is not connected to WhatsApp'),
  NoSessionWorker: busy('No session worker is available. Try again later.'),
  SessionTimedOut: fixed(500, 'Failed to reach the session: timeout'),
} as const;
