import { z } from 'zod';
import { optional } from '../fields/leniency.js';

const text = z.string().nullable();

/** `apiToken` is present only with an integration, `error` only when its creation failed. */
export const chatwootView = z.strictObject({
  enabled: z.boolean(),
  status: z.enum(['active', 'paused', 'error']).nullable(),
  bridgeIntegrationId: text,
  baseUrl: text,
  accountId: z.int().nullable(),
  inboxName: text,
  apiToken: z.string().optional(),
  signMessages: z.boolean(),
  ignoreGroups: z.boolean(),
  startAsPending: z.boolean(),
  reopenResolved: z.boolean(),
  error: z.string().optional(),
});
export type ChatwootView = z.infer<typeof chatwootView>;

export const NO_CHATWOOT: ChatwootView = {
  enabled: false,
  status: null,
  bridgeIntegrationId: null,
  baseUrl: null,
  accountId: null,
  inboxName: null,
  signMessages: false,
  ignoreGroups: false,
  startAsPending: false,
  reopenResolved: false,
};

/** The text of every answer about Chatwoot while the module is off. */
export const CHATWOOT_OFF = 'integration gateway not configured';

/** The answer to a `chatwoot*` block that could not be set up with a new instance. Nothing of the block is stored. */
export const failedChatwoot = (error: string): ChatwootView => ({
  ...NO_CHATWOOT,
  status: 'error',
  error,
});

/** The fields of a new instance. Only their types are checked: a wrong value never fails the creation. */
export const chatwootFields = {
  chatwootEnabled: optional(z.boolean()),
  chatwootBaseUrl: optional(z.string()),
  chatwootAccountId: optional(z.int()),
  chatwootApiToken: optional(z.string()),
  chatwootInboxName: optional(z.string()),
  chatwootSignMessages: optional(z.boolean()),
  chatwootIgnoreGroups: optional(z.boolean()),
  chatwootStartAsPending: optional(z.boolean()),
  chatwootReopenResolved: optional(z.boolean()),
};
