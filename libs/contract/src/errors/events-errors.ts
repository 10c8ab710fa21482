import { fixed, worded } from './declaration.js';
import { MAX_ENABLED_WEBHOOKS } from '../limits/limits.js';

export const EVENTS_ERRORS = {
  InvalidWebhookUrl: fixed(400, 'Invalid webhook url'),
  TooManyEnabledWebhooks: fixed(
    400,
    `Maximum of ${MAX_ENABLED_WEBHOOKS} enabled webhooks per instance reached`,
  ),
  WebhookNotConfigured: fixed(404, 'Webhook not configured for this instance'),
  SetWebhookFailed: fixed(500, 'Failed to update webhook configuration'),
  ReadWebhookFailed: fixed(500, 'Failed to get webhook configuration'),

  DeliveryNotFound: fixed(404, 'Delivery not found'),

  WebsocketNotConfigured: fixed(404, 'WebSocket not configured for this instance'),
  SetWebsocketFailed: fixed(500, 'Failed to update websocket configuration'),
  ReadWebsocketFailed: fixed(500, 'Failed to get websocket configuration'),

  // Refusals of a WebSocket upgrade, answered as plain HTTP.
  MissingSocketToken: fixed(
    401,
    'Missing token in header, Authorization header, or query parameter',
  ),
  OriginNotAllowed: fixed(403, 'Origin not allowed'),
  WebsocketNotEnabled: worded<{ instance: string }>(
    400,
    ({ instance }) =>
      `WebSocket is not enabled for this instance. Configure it first using POST /api/events/websocket/${instance}`,
  ),
  UpgradeRequired: fixed(426, 'WebSocket upgrade required'),
  SocketsUnavailable: fixed(503, 'WebSocket service is not available'),
} as const;
