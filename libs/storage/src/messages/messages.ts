import { type Database, type Statement } from '../database/database.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

const PAYLOAD: Statement = {
  name: 'payload of message',
  text: `SELECT m.payload, m.chat_jid = $4 AS is_this_chat
    FROM messages m JOIN instances i ON i.id = m.instance_id AND i.account_id = $1
    WHERE m.instance_id = $2 AND m.message_id = $3 AND m.payload IS NOT NULL
    ORDER BY is_this_chat DESC LIMIT 1`,
};

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
}
