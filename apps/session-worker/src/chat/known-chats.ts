import { ContractError, type Recipient } from '@starling/contract';
import { numberVariants, phoneJidOf } from '@starling/domain';
import { type MessageRow, Messages, type SessionLease } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { SessionEvents } from '../events/session-events.js';

type Lease = Pick<SessionLease, 'scope' | 'instanceId'>;

/** Finds chats in the store. WhatsApp is not asked: the chats exist already. */
@Injectable()
export class KnownChats {
  constructor(
    private readonly messages: Messages,
    private readonly events: SessionEvents,
  ) {}

  /** The address of the number as given, or of the variant of a Brazilian number that is known here. A hidden address becomes the phone's. */
  async jidOf(lease: Lease, recipient: Recipient): Promise<string> {
    const [jid] = await this.addressesOf(lease, recipient);
    return jid;
  }

  /** All addresses of the chat, the one for clients first: older messages may be stored under the hidden one. */
  async addressesOf(
    { scope, instanceId }: Lease,
    recipient: Recipient,
  ): Promise<readonly [string, ...string[]]> {
    const { books } = this.events;
    const lease = { scope, instanceId };
    if (recipient.kind === 'address') return books.addressesOf(lease, recipient.jid);
    const variants = numberVariants(recipient.digits).map(phoneJidOf);
    const given = phoneJidOf(recipient.digits);
    const known =
      variants.length > 1 && (await this.messages.findChat(scope, instanceId, variants));
    return books.addressesOf(lease, known || given);
  }

  /** Throws `TargetMessageNotFound`. */
  async target({ scope, instanceId }: Lease, messageId: string): Promise<MessageRow> {
    const row = await this.messages.find(scope, instanceId, messageId);
    if (!row) throw new ContractError('TargetMessageNotFound');
    return row;
  }

  /** The address of a stored chat or person for clients: the phone's address if it is known. */
  async phoneFirst(lease: Lease, jid: string): Promise<string> {
    return (await this.events.books.phoneFirst(lease, [jid]))(jid);
  }
}
