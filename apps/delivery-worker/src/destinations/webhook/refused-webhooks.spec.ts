import { describe, expect, it } from '@jest/globals';
import { createLogger, ProcessIdentity } from '@starling/platform';
import { type AccountId, type InstanceId, type WebhookTarget } from '@starling/storage';
import { mintTenantScope } from '@starling/storage/tenant-scopes';
import { RefusedWebhooks } from './refused-webhooks.js';

const target = (webhookId: string): WebhookTarget => ({
  webhookId,
  accountId: 'a' as AccountId,
  instanceId: 'i' as InstanceId,
  scope: mintTenantScope('a' as AccountId),
  url: 'http://10.0.0.1',
  authorization: null,
  byEvents: false,
  events: [],
  mediaBase64: false,
  secrets: [],
});

describe('A webhook at a private address', () => {
  it('is logged once, with the reason and the ids that find it, however often it is refused', () => {
    const lines: string[] = [];
    const logger = createLogger(
      new ProcessIdentity('delivery-worker'),
      { LOG_LEVEL: 'info', LOG_FORMAT: 'json' },
      { write: (line: string) => void lines.push(line) },
    );
    const refused = new RefusedWebhooks(logger);
    const reason = 'url_not_allowed: 10.0.0.1 is not a public address';
    for (const webhookId of ['one', 'one', 'two', 'one']) refused.report(target(webhookId), reason);
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { level: 'warn', webhook: 'one', account: 'a', instance: 'i', reason },
      { level: 'warn', webhook: 'two' },
    ]);
  });
});
