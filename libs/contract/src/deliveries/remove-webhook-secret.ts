import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { webhookLabel } from './delivery.js';

export const removeWebhookSecret = operation({
  name: 'deliveries.removeSecret',
  summary: 'Remove the secret of a webhook; its next attempt is not signed',
  method: 'DELETE',
  path: '/api/events/webhook/secret/:instance',
  query: z.object({ label: webhookLabel.describe('Absent or empty: `default`') }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Webhook secret removed successfully'),
    label: z.string(),
  }),
  errors: ['InvalidQueryParameter', 'WebhookNotConfigured', 'SetWebhookFailed'],
  example: {
    reply: {
      success: true,
      message: 'Webhook secret removed successfully',
      label: 'default',
    },
  },
});
