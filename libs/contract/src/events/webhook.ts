import { z } from 'zod';
import { broken, isBroken, kept, type Verdict } from '../fields/verdict.js';
import { DEFAULT_WEBHOOK_LABEL, MAX_WEBHOOK_LABEL_LENGTH } from '../limits/limits.js';
import { eventName, type EventName } from './event-names.js';
import { judgeFilter } from './filter.js';

export const webhookConfig = z.strictObject({
  label: z.string(),
  enabled: z.boolean(),
  url: z.string(),
  authorization: z.string().nullable(),
  byEvents: z.boolean(),
  events: z.array(eventName),
  mediaBase64: z.boolean(),
});

/** Warns that deliveries to this address are refused. Present only when this is certain without a name look-up. */
export const WEBHOOK_NOT_PUBLIC =
  'The host of this url is not a public address: deliveries to it are refused';

/** One labelled webhook of an instance, as stored and as answered. */
export interface WebhookConfig {
  readonly label: string;
  readonly enabled: boolean;
  readonly url: string;
  readonly authorization: string | null;
  readonly byEvents: boolean;
  readonly events: EventName[];
  readonly mediaBase64: boolean;
}

export interface WebhookRequest {
  readonly label: string | undefined;
  readonly enabled: boolean;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly byEvents: boolean | undefined;
  readonly events: readonly string[] | undefined;
  readonly mediaBase64: boolean | undefined;
}

/** Replaces the whole row. Disabling clears all fields but `byEvents`; the sent fields must still be well formed. */
export function judgeWebhook(request: WebhookRequest): Verdict<WebhookConfig> {
  const label = canonicalLabel(request.label);
  const events = judgeFilter(request.events);
  if (isBroken(events)) return events;
  if ([...label].length > MAX_WEBHOOK_LABEL_LENGTH) return broken('InvalidRequestBody');
  if (/[\r\n]/.test(request.authorization ?? '')) return broken('InvalidRequestBody');

  const byEvents = request.byEvents ?? false;
  if (!request.enabled) return kept({ ...CLEARED, label, byEvents });

  const url = request.url ?? '';
  if (!isWebhookUrl(url)) return broken('InvalidWebhookUrl');
  return kept({
    label,
    enabled: true,
    url,
    authorization: request.authorization ?? null,
    byEvents,
    events: events.kept,
    mediaBase64: request.mediaBase64 ?? false,
  });
}

/** A blank label is the default label, for writing and for reading. */
export const canonicalLabel = (label: string | undefined): string =>
  label?.trim() || DEFAULT_WEBHOOK_LABEL;

const CLEARED = {
  enabled: false,
  url: '',
  authorization: null,
  events: [],
  mediaBase64: false,
};

/** `URL` alone would accept `https:host`, and would drop line breaks silently. */
export function isWebhookUrl(text: string): boolean {
  return /^https?:\/\/[^/?#\\\s]/i.test(text) && !/[\s\p{Cc}]/u.test(text) && URL.canParse(text);
}
