/** What the event `instance.state` may say. */
export const SESSION_EVENTS = [
  'connecting',
  'qr_ready',
  'pair_success',
  'pair_error',
  'qr_scanned_no_multidevice',
  'connected',
  'keepalive_timeout',
  'keepalive_restored',
  'disconnected',
  'logged_out',
  'stream_replaced',
  'temp_banned',
  'client_outdated',
  'cat_refresh_error',
  'stream_error',
  'connect_failure',
  'manual_reconnect',
] as const;

export type SessionEvent = (typeof SESSION_EVENTS)[number];
