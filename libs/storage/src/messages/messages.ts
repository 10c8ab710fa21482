import { type MessageRecord } from '@starling/domain';
import { type Database, type Statement } from '../database/database.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

/** A message as the store returns it. */
export interface MessageRow extends Omit<MessageRecord<Buffer>, 'isForwarded'> {
  readonly revokedAt: Date | null;
}

export interface HistoryRow extends MessageRow {
  /** Within the limit of the query; more than there are rows when the page ended early. */
  readonly foundCount: number;
}

const COLUMNS = `m.message_id AS "messageId", m.chat_jid AS "chatJid", m.from_me AS "fromMe",
  m.participant, m.sender_jid AS "senderJid", m.push_name AS "pushName", m.type, m.content,
  m.status, m.source, m.quoted_message_id AS "quotedMessageId", m.media_type AS "mediaType",
  m.payload, m.sent_at AS "sentAt", m.revoked_at AS "revokedAt"`;
const OF_TENANT = 'FROM messages m JOIN instances i ON i.id = m.instance_id AND i.account_id = $1';

const PAYLOAD: Statement = {
  name: 'payload of message',
  text: `SELECT m.payload, m.chat_jid = $4 AS is_this_chat ${OF_TENANT}
    WHERE m.instance_id = $2 AND m.message_id = $3 AND m.payload IS NOT NULL
    ORDER BY is_this_chat DESC LIMIT 1`,
};
const BY_ID: Statement = {
  name: 'message by id',
  text: `SELECT ${COLUMNS} ${OF_TENANT}
    WHERE m.instance_id = $2 AND m.message_id = $3 ORDER BY m.stored_at LIMIT 1`,
};
const KNOWN: Statement = {
  name: 'message of account',
  text: `SELECT 1 AS known ${OF_TENANT} WHERE m.message_id = $2 LIMIT 1`,
};
const UNSETTLED: Statement = {
  name: 'unsettled messages',
  text: `SELECT ${COLUMNS} ${OF_TENANT}
    WHERE m.instance_id = $2 AND m.sent_at > now() - make_interval(secs => $3)
      AND m.from_me AND m.status = 0 AND m.source <> '' AND m.payload IS NOT NULL
    ORDER BY m.sent_at, m.stored_at LIMIT $4`,
};
/** Of texts and what they were made of, in one page: a thousand messages of the usual length are far from it. */
const MAX_HISTORY_BYTES = 16 * 1024 * 1024;

const HISTORY: Statement = {
  name: 'history of chat',
  text: `WITH found AS (
      SELECT m.*, octet_length(m.content) + coalesce(octet_length(m.payload), 0) AS size ${OF_TENANT}
      WHERE m.instance_id = $2 AND m.chat_jid = ANY($3::text[])
        AND m.sent_at >= to_timestamp($4) AND m.sent_at < to_timestamp($5)
        AND m.type NOT IN ('message_edit', 'message_revoke')
      ORDER BY m.sent_at DESC, m.stored_at DESC LIMIT $6
    ), measured AS (
      SELECT *, count(*) OVER () AS found_count,
        sum(size) OVER (ORDER BY sent_at DESC, stored_at DESC ROWS UNBOUNDED PRECEDING) - size AS size_before
      FROM found
    )
    SELECT ${COLUMNS}, m.found_count::int AS "foundCount" FROM measured m
    WHERE m.size_before < ${MAX_HISTORY_BYTES} ORDER BY m.sent_at DESC, m.stored_at DESC`,
};
const ANSWERS: Statement = {
  name: 'answers to message',
  text: `SELECT ${COLUMNS} ${OF_TENANT}
    WHERE m.instance_id = $2 AND m.chat_jid = ANY($3::text[]) AND m.type = $4 AND m.quoted_message_id = $5
    ORDER BY m.sent_at, m.stored_at`,
};
const UNREAD: Statement = {
  name: 'unread messages of chat',
  text: `SELECT ${COLUMNS} ${OF_TENANT}
    WHERE m.instance_id = $2 AND m.chat_jid = ANY($3::text[]) AND NOT m.from_me AND m.status = 3
    ORDER BY m.sent_at DESC LIMIT $4`,
};
const KNOWN_CHAT: Statement = {
  name: 'known chat',
  text: `SELECT c.jid FROM unnest($3::text[]) WITH ORDINALITY AS c (jid, n)
    WHERE EXISTS (
        SELECT FROM messages m JOIN instances i ON i.id = m.instance_id AND i.account_id = $1
        WHERE m.instance_id = $2 AND m.chat_jid = c.jid
      ) OR EXISTS (
        SELECT FROM contacts k JOIN instances i ON i.id = k.instance_id AND i.account_id = $1
        WHERE k.instance_id = $2 AND k.jid = c.jid
      )
    ORDER BY c.n LIMIT 1`,
};
const REMOVE: Statement = {
  name: 'removal of message',
  text: `DELETE FROM messages m USING instances i
    WHERE i.id = m.instance_id AND i.account_id = $1 AND m.instance_id = $2
      AND m.message_id = $3 AND m.chat_jid = $4`,
};
/** Instance by instance, so that the index tells at once where nothing is old. */
const SWEEP: Statement = {
  name: 'sweep of messages',
  text: `DELETE FROM messages WHERE ctid IN (
      SELECT old.ctid FROM instances i
      JOIN accounts a ON a.id = i.account_id
      CROSS JOIN LATERAL (
        SELECT m.ctid FROM messages m
        WHERE m.instance_id = i.id
          AND m.sent_at < now() - make_interval(days => coalesce(a.message_retention_days, $1))
        ORDER BY m.sent_at LIMIT $2
      ) old
      LIMIT $2
    ) RETURNING 1 AS gone`,
};
/** No year that Postgres knows lies beyond. */
const END_OF_TIME_SECONDS = 4_102_444_800 * 10;

/** Both ends belong to it; undefined is open. */
export interface HistoryQuery {
  /** All addresses of the chat. */
  readonly chatJids: readonly string[];
  readonly fromSeconds: number | undefined;
  readonly toSeconds: number | undefined;
  readonly limit: number;
}

/** More of them than any session has under way. */
const MAX_UNSETTLED = 1_000;

/** The messages of all chats. */
export class Messages {
  constructor(private readonly database: Database) {}

  /** The protobuf as WhatsApp knows it; a chat may be asked for by either of its addresses. */
  async findPayload(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    messageId: string,
    chatJid: string,
  ): Promise<Buffer | undefined> {
    const [row] = await this.database.read<{ payload: Buffer }>(PAYLOAD, [
      accountId,
      instanceId,
      messageId,
      chatJid,
    ]);
    return row?.payload;
  }

  /** Ids are opaque and all but unique; of several the one stored first counts. */
  async find(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    messageId: string,
  ): Promise<MessageRow | undefined> {
    const [row] = await this.database.read<MessageRow>(BY_ID, [accountId, instanceId, messageId]);
    return row;
  }

  /** Whether any instance of the account has it. */
  async isKnown({ accountId }: TenantScope, messageId: string): Promise<boolean> {
    return (await this.database.read(KNOWN, [accountId, messageId])).length > 0;
  }

  /** Sent through the API at most so long ago, and not answered by WhatsApp yet; oldest first. */
  async listUnsettled(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    maxAgeSeconds: number,
  ): Promise<readonly MessageRow[]> {
    return this.database.read<MessageRow>(UNSETTLED, [
      accountId,
      instanceId,
      maxAgeSeconds,
      MAX_UNSETTLED,
    ]);
  }

  /**
   * Newest first, as they are now: edits and revokes have been applied. A page ends early when its messages are large,
   * after one at least; each row carries how many were found.
   */
  history(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    { chatJids, fromSeconds, toSeconds, limit }: HistoryQuery,
  ): Promise<readonly HistoryRow[]> {
    const until = toSeconds === undefined ? END_OF_TIME_SECONDS : toSeconds + 1;
    const values = [chatJids, fromSeconds ?? 0, until, limit];
    return this.database.read<HistoryRow>(HISTORY, [accountId, instanceId, ...values]);
  }

  /** Of one type, oldest first. */
  answersTo(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    { chatJids, messageId }: { readonly chatJids: readonly string[]; readonly messageId: string },
    type: string,
  ): Promise<readonly MessageRow[]> {
    const values = [accountId, instanceId, chatJids, type, messageId];
    return this.database.read<MessageRow>(ANSWERS, values);
  }

  /** Newest first. */
  unread(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    chatJids: readonly string[],
    limit: number,
  ): Promise<readonly MessageRow[]> {
    return this.database.read<MessageRow>(UNREAD, [accountId, instanceId, chatJids, limit]);
  }

  /** The first of these addresses that anything is stored of. */
  async findChat(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    chatJids: readonly string[],
  ): Promise<string | undefined> {
    const values = [accountId, instanceId, chatJids];
    const [row] = await this.database.read<{ jid: string }>(KNOWN_CHAT, values);
    return row?.jid;
  }

  async remove(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    { chatJid, messageId }: Pick<MessageRow, 'chatJid' | 'messageId'>,
  ): Promise<void> {
    await this.database.read(REMOVE, [accountId, instanceId, messageId, chatJid]);
  }

  /** What has been kept long enough, by the account's own rule or the given one; how many went. */
  async sweep(retentionDays: number, limit: number): Promise<number> {
    return (await this.database.read(SWEEP, [retentionDays, limit])).length;
  }
}
