import { SENT, type SentReply } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { Instances, type MessageRow, Messages } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type Call } from '../call/call.js';

/** The first status of a message that WhatsApp has answered for. */
const SENT_STATUS = 1;

/**
 * What the row of a message says. `absent`: no frame has left. `failed`: it was not sent and will not be. `pending`: it
 * was handed over, and WhatsApp has not answered yet. `sent`: WhatsApp has taken it.
 */
type SendState = 'absent' | 'failed' | 'pending' | 'sent';

export type StoredSend =
  | { readonly state: 'absent' | 'failed' }
  | { readonly state: 'pending' | 'sent'; readonly reply: SentReply };

const stateOf = (row: MessageRow | undefined): SendState => {
  if (!row) return 'absent';
  if (row.status < 0) return 'failed';
  return row.status < SENT_STATUS ? 'pending' : 'sent';
};

const chatTypeOf = (jid: string): SentReply['data']['chat']['type'] => {
  if (jid.endsWith('@g.us')) return 'group';
  if (jid.endsWith('@newsletter')) return 'newsletter';
  return jid === 'status@broadcast' ? 'status' : 'private';
};

/** Answers for a message whose sender cannot be asked any more, from the row that it stored before the frame left. */
@Injectable()
export class StoredReplies {
  constructor(
    private readonly messages: Messages,
    private readonly instances: Instances,
  ) {}

  async findState({ tenant, instance }: Call, messageId: string): Promise<SendState> {
    return stateOf(await this.messages.find(tenant, instance.id, messageId));
  }

  async find({ tenant, instance }: Call, messageId: string): Promise<StoredSend> {
    const row = await this.messages.find(tenant, instance.id, messageId);
    const state = stateOf(row);
    if (!row || state === 'absent' || state === 'failed')
      return { state: row ? 'failed' : 'absent' };
    const own = await this.instances.find(tenant, instance.id);
    const { chatJid: jid, type: messageType, content, source, sentAt } = row;
    const sender = { jid: own?.jid ?? '', lid: own?.lid ?? null, name: own?.profile.name ?? '' };
    const reply: SentReply = {
      success: true,
      message: SENT,
      status: 'sent',
      messageId,
      data: {
        messageId,
        timestamp: formatTimestamp(sentAt),
        direction: 'outgoing',
        chat: { jid, lid: null, type: chatTypeOf(jid) },
        sender,
        messageType,
        content,
        source,
      },
    };
    return { state, reply };
  }
}
