import { z } from 'zod';
import { optional } from '../fields/leniency.js';
import { judgedBy } from '../fields/verdict.js';
import { operation } from '../operation/operation-builder.js';
import { filterField } from './filter.js';
import { judgeWebhook, webhookConfig } from './webhook.js';

export const setWebhook = operation({
  name: 'events.setWebhook',
  summary: 'Create or replace the webhook of a label',
  method: 'POST',
  path: '/api/events/webhook/:instance',
  body: z
    .object({
      label: optional(z.string()).describe('Absent or blank: `default`'),
      enabled: z.boolean(),
      url: optional(z.string()).describe('http or https; required when enabled'),
      authorization: optional(z.string()).describe('Sent verbatim as the Authorization header'),
      byEvents: optional(z.boolean()).describe('Append the event name to the path of the url'),
      events: filterField,
      mediaBase64: optional(z.boolean()).describe('Files as base64 in the payload'),
    })
    .transform(judgedBy(judgeWebhook)),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Webhook configured successfully'),
    webhook: webhookConfig,
    warning: z
      .string()
      .optional()
      .describe('The webhook is stored, but its deliveries will be refused, and why'),
  }),
  errors: ['InvalidWebhookUrl', 'TooManyEnabledWebhooks', 'SetWebhookFailed'],
  example: {
    body: {
      enabled: true,
      url: 'https://app/wh?k=1',
      authorization: 'Bearer x',
      events: ['message.exchange'],
      mediaBase64: true,
    },
    reply: {
      success: true,
      message: 'Webhook configured successfully',
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
