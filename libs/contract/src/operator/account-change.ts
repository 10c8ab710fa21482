import { z } from 'zod';
import { optional } from '../fields/leniency.js';
import { broken, isBroken, kept, type Verdict } from '../fields/verdict.js';
import { judgeAccountName } from '../identifiers/account-name.js';
import { canonicalOrigin } from '../identifiers/origin.js';

const MAX_COUNT = 2_147_483_647;
const count = z.int().min(0).max(MAX_COUNT).nullable().optional();

/**
 * An absent field keeps its stored value. Here, unlike in all other bodies, `null` resets a field to its default.
 * A name has no default, so for the name `null` is the same as absent.
 */
const accountChangeFields = {
  name: optional(z.string()).describe('Unique; not in the form of a UUID'),
  quotas: z
    .object({
      instances: count.describe('Null: no quota'),
      messagesPerDay: count.describe('Null: no quota'),
      mediaBytes: z
        .int()
        .min(0)
        .nullable()
        .optional()
        .describe('Of stored files; null: the quota of the deployment'),
    })
    .nullable()
    .optional()
    .describe('Null: no quotas of its own'),
  rateLimitPerMinute: z
    .int()
    .min(1)
    .max(MAX_COUNT)
    .nullable()
    .optional()
    .describe('Null: the limit of the deployment'),
  allowedOrigins: z
    .array(z.string())
    .nullable()
    .optional()
    .describe('Replaces the list, like `https://app.example.com`; null: none'),
  eventRetentionSeconds: count.describe(
    'How long events are kept for replay; null or 0: they are not kept',
  ),
};

export const accountChangeShape = z.object(accountChangeFields);
type Sent = z.output<typeof accountChangeShape>;

/** The values to write, with the default in place of `null`. An absent field keeps its value. */
export interface AccountChange {
  readonly name?: string;
  readonly quotas?: {
    readonly instances?: number | null;
    readonly messagesPerDay?: number | null;
    readonly mediaBytes?: number | null;
  };
  readonly rateLimitPerMinute?: number | null;
  readonly allowedOrigins?: readonly string[];
  readonly eventRetentionSeconds?: number;
}

const NO_QUOTAS = { instances: null, messagesPerDay: null, mediaBytes: null };

export function judgeAccountChange(sent: Sent): Verdict<AccountChange> {
  if (Object.values(sent).every((value) => value === undefined)) {
    return broken('NoAccountFieldProvided');
  }
  return judgeAccountFields(sent);
}

/** Creation uses the same rules, but accepts a body with only the name. */
export function judgeAccountFields(sent: Sent): Verdict<AccountChange> {
  const name = sent.name === undefined ? kept(undefined) : judgeAccountName(sent.name);
  if (isBroken(name)) return name;
  const origins = sent.allowedOrigins?.map(canonicalOrigin);
  if (origins?.includes(undefined)) return broken('InvalidAllowedOrigin');
  return kept({
    ...(name.kept !== undefined && { name: name.kept }),
    ...(sent.quotas !== undefined && {
      quotas: sent.quotas ?? NO_QUOTAS,
    }),
    ...(sent.rateLimitPerMinute !== undefined && { rateLimitPerMinute: sent.rateLimitPerMinute }),
    ...(sent.allowedOrigins !== undefined && {
      allowedOrigins: [...new Set((origins ?? []) as string[])],
    }),
    ...(sent.eventRetentionSeconds !== undefined && {
      eventRetentionSeconds: sent.eventRetentionSeconds ?? 0,
    }),
  });
}
