import { type InstanceMetrics } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { type Database } from '../database/database.js';
import { StorageError } from '../errors/storage-error.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

export type MessageCounts = Omit<InstanceMetrics, 'instance'>;

interface CountsRow {
  readonly found: boolean;
  readonly counts: Omit<MessageCounts, 'firstMessageAt' | 'lastMessageAt'>;
  readonly first_at: Date | null;
  readonly last_at: Date | null;
}

/** What an instance's stored messages add up to. */
export class MessageCounters {
  constructor(private readonly database: Database) {}

  /** One statement; Postgres walks the instance's messages once. Throws `InstanceNotFound`. */
  async count(scope: TenantScope, instanceId: InstanceId): Promise<MessageCounts> {
    const [row] = await this.database.client.$queryRaw<[CountsRow]>`
      WITH own AS MATERIALIZED (
        SELECT m.type, m.media_type, m.from_me, m.status, m.sent_at, m.chat_jid,
               m.chat_jid LIKE '%@g.us' AS in_group
        FROM messages m
        JOIN instances i ON i.id = m.instance_id
        WHERE m.instance_id = ${instanceId}::uuid AND i.account_id = ${scope.accountId}::uuid
      ),
      by_type AS (SELECT type, count(*) AS n FROM own GROUP BY type),
      by_media AS (
        SELECT media_type, count(*) AS n FROM own WHERE media_type IS NOT NULL GROUP BY media_type
      )
      SELECT EXISTS (
        SELECT FROM instances WHERE id = ${instanceId}::uuid AND account_id = ${scope.accountId}::uuid
      ) AS found, min(sent_at) AS first_at, max(sent_at) AS last_at, jsonb_build_object(
        'totalMessages', count(*),
        'messagesReceived', count(*) FILTER (WHERE NOT from_me),
        'messagesSent', count(*) FILTER (WHERE from_me),
        'messagesByType', (SELECT coalesce(jsonb_object_agg(type, n), '{}') FROM by_type),
        'groupMessages', count(*) FILTER (WHERE in_group),
        'individualMessages', count(*) FILTER (WHERE NOT in_group),
        'messagesWithMedia', count(media_type),
        'mediaByType', (SELECT coalesce(jsonb_object_agg(media_type, n), '{}') FROM by_media),
        'messagesByStatus', jsonb_build_object(
          'pending', count(*) FILTER (WHERE from_me AND status = 0),
          'sent', count(*) FILTER (WHERE from_me AND status = 1),
          'delivered', count(*) FILTER (WHERE from_me AND status IN (2, 3)),
          'read', count(*) FILTER (WHERE from_me AND status = 4),
          'played', count(*) FILTER (WHERE from_me AND status = 5),
          'failed', count(*) FILTER (WHERE from_me AND status < 0)
        ),
        'uniqueChats', count(DISTINCT chat_jid),
        'uniqueGroups', count(DISTINCT chat_jid) FILTER (WHERE in_group),
        'uniqueContacts', count(DISTINCT chat_jid) FILTER (WHERE NOT in_group),
        'messagesLast7Days', count(*) FILTER (WHERE sent_at > now() - interval '7 days'),
        'messagesLast30Days', count(*) FILTER (WHERE sent_at > now() - interval '30 days')
      ) AS counts
      FROM own`;
    if (!row.found) throw new StorageError('InstanceNotFound');
    return {
      ...row.counts,
      firstMessageAt: row.first_at && formatTimestamp(row.first_at),
      lastMessageAt: row.last_at && formatTimestamp(row.last_at),
    };
  }
}
