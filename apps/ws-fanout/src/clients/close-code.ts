/** Why the server closes a socket, and what the client should do. */
export const CLOSE = {
  /** Reconnect, with backoff. */
  goingAway: { code: 1001, reason: 'Server is stopping' },
  /** Stop; another token is needed. */
  notAllowed: { code: 1008, reason: 'Token is no longer valid' },
  deleted: { code: 1008, reason: 'Instance was deleted' },
  tooSlow: { code: 1013, reason: 'Too many events queued' },
  /** Reconnect, with backoff: the failure was on this side. */
  internal: { code: 1011, reason: 'Internal error' },
  silent: { code: 4000, reason: 'Heartbeat timeout' },
} as const;

export type Closing = (typeof CLOSE)[keyof typeof CLOSE];
