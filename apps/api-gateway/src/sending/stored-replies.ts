import { SENT, type SentReply } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { Instances, Messages } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type Call } from '../http/call.js';

/** The first status of a message that WhatsApp has answered for. */
const SENT_STATUS = 1;

const chatTypeOf = (jid: string): SentReply['data']['chat']['type'] => {
  if (jid.endsWith('@g.us')) return 'group';
  if (jid.endsWith('@newsletter')) return 'newsletter';
  return jid === 'status@broadcast' ? 'status' : 'private';
};

/** What can be said of a message whose sender died before it could answer, when nobody else can be asked. */
@Injectable()
export class StoredReplies {
  constructor(
    private readonly messages: Messages,
    private readonly instances: Instances,
  ) {}

  /** Whether WhatsApp has taken the message. */
  async isSent({ tenant, instance }: Call, messageId: string): Promise<boolean> {
    const row = await this.messages.find(tenant, instance.id, messageId);
    return row !== undefined && row.status >= SENT_STATUS;
  }

  /** Undefined: WhatsApp has not taken the message, as far as its row says. */
  findSent(call: Call, messageId: string): Promise<SentReply | undefined> {
    return this.find(call, messageId, SENT_STATUS);
  }

  /** Undefined: the message was not stored, or it failed; so it has not been sent and will not be. */
  async find(
    { tenant, instance }: Call,
    messageId: string,
    leastStatus = 0,
  ): Promise<SentReply | undefined> {
    const row = await this.messages.find(tenant, instance.id, messageId);
    if (!row || row.status < leastStatus) return undefined;
    const own = await this.instances.find(tenant, instance.id);
    const { chatJid: jid, type: messageType, content, source, sentAt } = row;
    return {
      success: true,
      message: SENT,
      status: 'sent',
      messageId,
      data: {
        messageId,
        timestamp: formatTimestamp(sentAt),
        direction: 'outgoing',
        chat: { jid, lid: null, type: chatTypeOf(jid) },
        sender: { jid: own?.jid ?? '', lid: own?.lid ?? null, name: own?.profile.name ?? '' },
        ...{ messageType, content, source },
      },
    };
  }
}
