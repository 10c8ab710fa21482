import { ContractError, type Recipient } from '@starling/contract';
import { numberVariants } from '@starling/domain';
import { Contacts, type MessageRow, Messages, type SessionLease } from '@starling/storage';
import { Injectable } from '@nestjs/common';

const phoneJid = (digits: string): string => `${digits}@s.whatsapp.net`;

/** Chats as they are stored. WhatsApp is not asked: they exist already. */
@Injectable()
export class KnownChats {
  constructor(
    private readonly messages: Messages,
    private readonly contacts: Contacts,
  ) {}

  /** Of a number of Brazil the form that is known here; else the number as it was given. */
  async jidOf({ scope, instanceId }: SessionLease, recipient: Recipient): Promise<string> {
    if (recipient.kind === 'address') return this.phoneOf({ scope, instanceId }, recipient.jid);
    const variants = numberVariants(recipient.digits).map(phoneJid);
    const given = phoneJid(recipient.digits);
    if (variants.length === 1) return given;
    return (await this.messages.findChat(scope, instanceId, variants)) ?? given;
  }

  /** Throws `TargetMessageNotFound`. */
  async target({ scope, instanceId }: SessionLease, messageId: string): Promise<MessageRow> {
    const row = await this.messages.find(scope, instanceId, messageId);
    if (!row) throw new ContractError('TargetMessageNotFound');
    return row;
  }

  /** Messages are kept under the phone of a hidden address as soon as it is known. */
  private async phoneOf(
    { scope, instanceId }: Pick<SessionLease, 'scope' | 'instanceId'>,
    jid: string,
  ): Promise<string> {
    if (!jid.endsWith('@lid')) return jid;
    return (await this.contacts.find(scope, instanceId, [jid]))?.jid ?? jid;
  }
}
