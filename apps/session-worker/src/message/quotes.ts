import { ContractError } from '@starling/contract';
import { Messages, type SessionLease } from '@starling/storage';
import { type StoredContent } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { storedForm } from './message-key.js';

export interface Quote {
  readonly message: StoredContent;
  readonly authorJid: string;
}

/** Stored messages, as something to answer to. */
@Injectable()
export class Quotes {
  constructor(private readonly messages: Messages) {}

  /** Throws `QuotedMessageNotFound`; a message that was taken back cannot be quoted either. */
  async get({ scope, instanceId }: SessionLease, messageId: string): Promise<Quote> {
    const row = await this.messages.find(scope, instanceId, messageId);
    if (!row?.payload) throw new ContractError('QuotedMessageNotFound');
    return { message: storedForm(row, row.payload), authorJid: row.senderJid };
  }
}
