import { type AccountUsage } from '@starling/contract';
import { type Database } from '../database/database.js';
import { StorageError } from '../errors/storage-error.js';
import { type AccountId } from '../tenancy/ids.js';

/**
 * What an account uses of its quotas, for the operator. A send through the API has a source; what was sent from the
 * phone has none, and neither it nor a send that failed counts. Messages of a deleted instance are gone from here too.
 */
export class AccountUsages {
  constructor(
    private readonly database: Database,
    private readonly defaultMediaQuotaBytes: number,
  ) {}

  /** One statement; Postgres walks the last 30 days of each instance's messages once. Throws `AccountNotFound`. */
  async read(accountId: AccountId): Promise<AccountUsage> {
    const [row] = await this.database.client.$queryRaw<{ usage: AccountUsage }[]>`
      SELECT json_build_object(
        'instances', own.total,
        'connectedInstances', own.connected,
        'messagesToday', sent.today,
        'messagesLast30Days', sent.last_30_days,
        'mediaBytes', files.bytes,
        'mediaQuotaBytes', coalesce(a.max_media_bytes, ${this.defaultMediaQuotaBytes}::bigint)
      ) AS usage
      FROM accounts a
      CROSS JOIN LATERAL (
        SELECT count(*) AS total, count(*) FILTER (WHERE state = 'connected') AS connected
        FROM instances WHERE account_id = a.id
      ) own
      CROSS JOIN LATERAL (
        SELECT count(*) AS last_30_days,
               count(*) FILTER (WHERE m.sent_at >= date_trunc('day', now(), 'UTC')) AS today
        FROM instances i
        JOIN messages m ON m.instance_id = i.id AND m.sent_at >= now() - interval '30 days'
        WHERE i.account_id = a.id AND m.from_me AND m.source <> '' AND m.status >= 0
      ) sent
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(m.size_bytes), 0) AS bytes
        FROM instances i JOIN media m ON m.instance_id = i.id
        WHERE i.account_id = a.id
      ) files
      WHERE a.id = ${accountId}::uuid`;
    if (!row) throw new StorageError('AccountNotFound');
    return row.usage;
  }
}
