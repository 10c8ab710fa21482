import { type AccountView } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { type Account } from '@starling/storage';

/** An account as the operator sees it; its token is not even here to be left out. */
export const toAccountView = (account: Account): AccountView => ({
  id: account.id,
  name: account.name,
  status: account.status,
  quotas: {
    instances: account.maxInstances,
    messagesPerDay: account.maxMessagesPerDay,
    mediaBytes: account.maxMediaBytes,
  },
  rateLimitPerMinute: account.rateLimitPerMinute,
  allowedOrigins: [...account.allowedOrigins],
  eventRetentionSeconds: account.eventRetentionSeconds,
  createdAt: formatTimestamp(account.createdAt),
  updatedAt: formatTimestamp(account.updatedAt),
});
