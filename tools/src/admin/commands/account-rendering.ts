import { type AccountUsage, type AccountView } from '@starling/contract';
import { facts, table } from '../command/table.js';

const NO_LIMIT = '–';
const limit = (count: number | null): string => (count === null ? NO_LIMIT : String(count));

export function renderAccounts(accounts: readonly AccountView[]): string {
  if (accounts.length === 0) return 'No accounts.';
  return table(
    ['NAME', 'ID', 'STATUS', 'INSTANCES', 'MESSAGES/DAY', 'REQUESTS/MIN', 'CREATED'],
    accounts.map((account) => [
      account.name,
      account.id,
      account.status,
      limit(account.quotas.instances),
      limit(account.quotas.messagesPerDay),
      limit(account.rateLimitPerMinute),
      account.createdAt,
    ]),
  );
}

export const renderAccount = (account: AccountView): string =>
  facts([
    ['name', account.name],
    ['id', account.id],
    ['status', account.status],
    ['instances at most', limit(account.quotas.instances)],
    ['messages per day at most', limit(account.quotas.messagesPerDay)],
    ['bytes of files at most', limit(account.quotas.mediaBytes)],
    ['requests per minute', limit(account.rateLimitPerMinute)],
    ['allowed origins', account.allowedOrigins.join(', ') || 'none'],
    ['events kept for', `${account.eventRetentionSeconds} s`],
    ['created', account.createdAt],
    ['updated', account.updatedAt],
  ]);

export const renderToken = (token: string): string =>
  `${facts([['token', token]])}\nIt cannot be shown again.`;

export const renderUsage = (usage: AccountUsage): string =>
  facts([
    ['instances', String(usage.instances)],
    ['of them connected', String(usage.connectedInstances)],
    ['messages sent today (UTC)', String(usage.messagesToday)],
    ['messages sent in 30 days', String(usage.messagesLast30Days)],
    ['bytes of stored files', `${usage.mediaBytes} of ${usage.mediaQuotaBytes}`],
  ]);
