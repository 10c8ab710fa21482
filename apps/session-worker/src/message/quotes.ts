import { ContractError } from '@starling/contract';
import { type MessageRow, Messages, type SessionLease } from '@starling/storage';
import { decodeMessage, type EngineMessage } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { keyOf } from './message-key.js';

export interface Quote {
  readonly message: EngineMessage;
  readonly authorJid: string;
}

/** What was stored, as something to answer to. */
@Injectable()
export class Quotes {
  constructor(private readonly messages: Messages) {}

  /** Throws `QuotedMessageNotFound`; what was taken back cannot be quoted either. */
  async get({ scope, instanceId }: SessionLease, messageId: string): Promise<Quote> {
    const row = await this.messages.find(scope, instanceId, messageId);
    if (!row?.payload) throw new ContractError('QuotedMessageNotFound');
    return { message: asEngineMessage(row, row.payload), authorJid: row.senderJid };
  }
}

export const asEngineMessage = (row: MessageRow, payload: Uint8Array): EngineMessage => ({
  key: keyOf(row),
  message: decodeMessage(payload),
  messageTimestamp: Math.floor(row.sentAt.getTime() / 1_000),
  source: row.source,
});
