import { z } from 'zod';
import { queryText } from '../fields/query-text.js';
import { operation } from '../operation/operation-builder.js';
import { canonicalLabel, webhookConfig } from './webhook.js';

const success = z.literal(true);

export const getWebhook = operation({
  name: 'events.getWebhook',
  summary: 'Read the webhook of one label, or all webhooks of an instance by label',
  method: 'GET',
  path: '/api/events/getWebhook/:instance',
  aliases: ['/api/events/webhook/:instance'],
  query: z.object({
    label: queryText
      .transform((label) => (label === undefined ? undefined : canonicalLabel(label)))
      .describe('Absent: all of them. Empty: `default`'),
  }),
  reply: z.union([
    z.strictObject({
      success,
      message: z.literal('Webhooks retrieved successfully'),
      webhooks: z.array(webhookConfig),
    }),
    z.strictObject({
      success,
      message: z.literal('Webhook configuration retrieved'),
      webhook: webhookConfig,
    }),
  ]),
  errors: ['WebhookNotConfigured', 'ReadWebhookFailed'],
  example: {
    query: { label: 'default' },
    reply: {
      success: true,
      message: 'Webhook configuration retrieved',
      webhook: {
        label: 'default',
        enabled: true,
        url: 'https://app/wh?k=1',
        authorization: 'Bearer x',
        byEvents: false,
        events: ['message.exchange'],
        mediaBase64: true,
      },
    },
  },
});
