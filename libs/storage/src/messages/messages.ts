import { type Database, type Statement } from '../database/database.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

/** A message as it is kept. */
export interface MessageRow {
  readonly messageId: string;
  readonly chatJid: string;
  readonly fromMe: boolean;
  /** The author in a group; empty elsewhere. */
  readonly participant: string;
  readonly senderJid: string;
  readonly pushName: string;
  readonly type: string;
  readonly content: string;
  readonly status: number;
  readonly source: string;
  readonly quotedMessageId: string | null;
  readonly mediaType: string | null;
  readonly payload: Buffer | null;
  readonly sentAt: Date;
  readonly revokedAt: Date | null;
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
const UNSETTLED: Statement = {
  name: 'unsettled messages',
  text: `SELECT ${COLUMNS} ${OF_TENANT}
    WHERE m.instance_id = $2 AND m.sent_at > now() - make_interval(secs => $3)
      AND m.from_me AND m.status = 0 AND m.source <> '' AND m.payload IS NOT NULL
    ORDER BY m.sent_at, m.stored_at LIMIT $4`,
};
/** More of them than any session has under way. */
const MOST_UNSETTLED = 1_000;

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
      MOST_UNSETTLED,
    ]);
  }
}
