import { z } from 'zod';
import { eventName } from '../events/event-names.js';
import { websocketConfig } from '../events/websocket.js';
import { timestamp } from '../fields/timestamp.js';
import { chatwootView } from './chatwoot-block.js';
import { proxyConfig } from './proxy.js';
import { s3ConfigWithSecret } from './s3.js';
import { instanceSettings } from './settings.js';

export const CONNECTION_STATES = ['connected', 'connecting', 'disconnected', 'loggedout'] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

export const INSTANCE_STATUSES = [...CONNECTION_STATES, 'qr'] as const;
export type InstanceStatus = (typeof INSTANCE_STATUSES)[number];

export const PRESENCE_STATUSES = [
  'available',
  'unavailable',
  'composing',
  'recording',
  'paused',
] as const;
export type PresenceStatus = (typeof PRESENCE_STATUSES)[number];

export const DISPLAY_STATUSES = [
  'Active',
  'Connecting',
  'Waiting for QR scan',
  'Disconnected',
  'Logged out',
  'Temporarily banned',
] as const;
export type DisplayStatus = (typeof DISPLAY_STATUSES)[number];

const webhookSummary = z.strictObject({
  enabled: z.boolean(),
  url: z.string(),
  events: z.array(eventName),
});

/** The webhook labelled `default`. When it is missing or disabled, the object shows exactly these values. */
export const NO_WEBHOOK: z.input<typeof webhookSummary> = { enabled: false, url: '', events: [] };

/** One instance in the answers of `list` and `create`. Every key is present unless it is optional. */
export const instanceObject = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  token: z.string(),
  status: z.enum(INSTANCE_STATUSES).describe('As `connection.state`, but `qr` while a code waits'),
  connection: z.strictObject({
    state: z.enum(CONNECTION_STATES),
    numberJid: z.string().nullable().describe('Null only if never connected'),
    presenceStatus: z.enum(PRESENCE_STATUSES),
    displayStatus: z.enum(DISPLAY_STATUSES),
  }),
  profile: z.strictObject({
    name: z.string(),
    pictureUrl: z.string(),
    isBusiness: z.boolean(),
    businessName: z.string(),
  }),
  proxy: proxyConfig.extend({ password: z.null() }),
  webhook: webhookSummary,
  websocket: websocketConfig,
  chatwoot: chatwootView,
  settings: instanceSettings,
  s3: s3ConfigWithSecret,
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type InstanceObject = z.infer<typeof instanceObject>;
