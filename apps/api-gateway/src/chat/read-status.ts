import {
  ContractError,
  findStatusWord,
  readStatus,
  type ReplyOf,
  STATUS_CODES,
} from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { Handles } from '@starling/platform';
import { Contacts, Messages } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';

@Handles(readStatus)
export class ReadStatus implements OperationHandler<typeof readStatus> {
  constructor(
    private readonly messages: Messages,
    private readonly contacts: Contacts,
  ) {}

  async act({
    tenant,
    instance,
    caller,
    query,
  }: Call<typeof readStatus>): Promise<ReplyOf<typeof readStatus>> {
    const { messageId } = query;
    const row = await this.messages.find(tenant, instance.id, messageId);
    if (!row) {
      const isElsewhere =
        caller.kind === 'account' && (await this.messages.isKnown(tenant, messageId));
      throw new ContractError(isElsewhere ? 'MessageOfAnotherInstance' : 'MessageNotFound');
    }
    const status = findStatusWord(row.status) ?? 'pending';
    return {
      success: true,
      message: 'Message status retrieved successfully',
      message_id: messageId,
      status,
      status_code: STATUS_CODES[status],
      direction: row.fromMe ? 'sent' : 'received',
      chat_jid: await this.phoneFirst(tenant, instance.id, row.chatJid),
      timestamp: formatTimestamp(row.sentAt),
    };
  }

  private async phoneFirst(
    tenant: Parameters<Contacts['findAll']>[0],
    instanceId: Parameters<Contacts['findAll']>[1],
    jid: string,
  ): Promise<string> {
    if (!jid.endsWith('@lid')) return jid;
    const [known] = await this.contacts.findAll(tenant, instanceId, [jid]);
    return known?.jid ?? jid;
  }
}
