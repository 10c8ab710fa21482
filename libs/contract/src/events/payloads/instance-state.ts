import { z } from 'zod';
import { timestamp } from '../../fields/timestamp.js';
import { fullJid } from './address.js';

const base = {
  timestamp,
  instance: z.string(),
  jid: fullJid.nullable(),
};
const reason = z.string().optional();

const OTHER_STATES = [
  'connecting',
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

/** `codes` are the raw texts of the QR codes, newest first; with a pairing code there are none. */
export const instanceStatePayload = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('qr_ready'),
    ...base,
    codes: z.array(z.string()),
    pairingCode: z.string().optional(),
  }),
  z.strictObject({ state: z.enum(OTHER_STATES), ...base, reason }),
]);
export type InstanceStatePayload = z.infer<typeof instanceStatePayload>;

export const instanceStateExample: InstanceStatePayload = {
  state: 'qr_ready',
  timestamp: '2026-09-28T23:41:00Z',
  instance: 'my-instance',
  jid: null,
  codes: ['2@abc'],
};
