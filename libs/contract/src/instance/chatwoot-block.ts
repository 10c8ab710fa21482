import { z } from 'zod';
import { optional } from '../fields/leniency.js';

const text = z.string().nullable();

/** `apiToken` is there with an integration only, `error` only when creating one failed. */
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

/** What creating an instance answers to a `chatwoot*` block that could not be set up. Nothing of it is stored. */
export const failedChatwoot = (error: string): ChatwootView => ({
  ...NO_CHATWOOT,
  status: 'error',
  error,
});

/** As sent when creating an instance. Only types are judged: a wrong value never fails the creation. */
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
