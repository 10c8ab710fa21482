import { z } from 'zod';
import { canonicalLabel } from '../events/webhook.js';
import { optional } from '../fields/leniency.js';
import { timestamp } from '../fields/timestamp.js';
import { operation } from '../operation/operation-builder.js';

/** Long enough that it cannot be guessed; printable ASCII only, because other characters may look alike. */
const secretText = z.string().regex(/^[\x21-\x7e]{16,200}$/);

export const setWebhookSecret = operation({
  name: 'deliveries.setSecret',
  summary: 'Set the secret that signs a webhook; the former secret signs too for 24 hours',
  method: 'PUT',
  path: '/api/events/webhook/secret/:instance',
  body: z.object({
    label: optional(z.string()).transform(canonicalLabel).describe('Absent or blank: `default`'),
    secret: optional(secretText).describe(
      '16 to 200 visible ASCII characters. Absent: one is made for you',
    ),
  }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Webhook secret set successfully'),
    label: z.string(),
    secret: z.string().describe('Only this answer contains it'),
    formerValidUntil: timestamp.nullable().describe('Null: there was none before'),
  }),
  errors: ['WebhookNotConfigured', 'SetWebhookFailed'],
  example: {
    body: { label: 'default' },
    reply: {
      success: true,
      message: 'Webhook secret set successfully',
      label: 'default',
      secret: 'kXv0Q3pD8yYt5mW1sJ6rB9uE2hN7cA4fLgZiTqOoKxM',
      formerValidUntil: null,
    },
  },
});
