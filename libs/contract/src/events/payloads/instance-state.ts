import { z } from 'zod';
import { timestamp } from '../../fields/timestamp.js';
import { fullJid } from './address.js';

const base = {
  timestamp,
  instance: z.string(),
  jid: fullJid.nullable(),
};
const reason = z.string().optional();

/** The values of `state` in `instance.state`. */
export const INSTANCE_STATES = [
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
export type InstanceState = (typeof INSTANCE_STATES)[number];

const OTHER_STATES = z.enum(INSTANCE_STATES).exclude(['qr_ready']);

/** `codes` are the raw texts of the QR codes, newest first. With a pairing code the list is empty. */
export const instanceStatePayload = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('qr_ready'),
    ...base,
    codes: z.array(z.string()),
    pairingCode: z.string().optional(),
  }),
  z.strictObject({ state: OTHER_STATES, ...base, reason }),
]);
export type InstanceStatePayload = z.infer<typeof instanceStatePayload>;

export const instanceStateExample: InstanceStatePayload = {
  state: 'qr_ready',
  timestamp: '2026-09-28T23:41:00Z',
  instance: 'my-instance',
  jid: null,
  codes: ['2@abc'],
};
