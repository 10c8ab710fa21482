import { countOf, type Flag, type FlagValues, textsOf } from '../command/command.js';
import { UsageError } from '../command/usage-error.js';

/** Flags of `create` and `update`. `none` restores the default. */
export const ACCOUNT_FLAGS: readonly Flag[] = [
  { name: 'max-instances', value: '<n|none>', summary: 'how many instances it may have' },
  { name: 'max-messages-per-day', value: '<n|none>', summary: 'how many sends per UTC day' },
  { name: 'max-media-bytes', value: '<n|none>', summary: 'bytes of stored files' },
  { name: 'rate-limit', value: '<n|none>', summary: 'requests per minute' },
  {
    name: 'origin',
    value: '<url|none>',
    repeatable: true,
    summary: 'browser origin that may read answers; repeat it for several',
  },
  { name: 'event-retention', value: '<seconds|none>', summary: 'how long events are kept' },
];

/** The fields of the flags. Fields without a flag are absent. */
export function accountFields(flags: FlagValues): Record<string, unknown> {
  const quotas = present({
    instances: countOf(flags, 'max-instances'),
    messagesPerDay: countOf(flags, 'max-messages-per-day'),
    mediaBytes: countOf(flags, 'max-media-bytes'),
  });
  return present({
    quotas: Object.keys(quotas).length > 0 ? quotas : undefined,
    rateLimitPerMinute: countOf(flags, 'rate-limit'),
    allowedOrigins: originsOf(flags),
    eventRetentionSeconds: countOf(flags, 'event-retention'),
  });
}

function originsOf(flags: FlagValues): readonly string[] | undefined {
  const origins = textsOf(flags, 'origin');
  if (!origins?.includes('none')) return origins;
  if (origins.length > 1) throw new UsageError('--origin none stands alone.');
  return [];
}

export const present = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
