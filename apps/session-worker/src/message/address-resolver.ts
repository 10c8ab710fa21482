import { type Addressed } from '@starling/contract';
import { isGroupJid } from '@starling/domain';
import { type SessionLease } from '@starling/storage';
import { type EngineConnection, type StoredContent } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { mentionsIn } from './mentions.js';
import { Quotes } from './quotes.js';
import { Recipients } from './recipients.js';

/** The recipient of a message, the message that it answers and the people that it mentions. */
export interface ResolvedAddress {
  readonly jid: string;
  readonly quoted: StoredContent | undefined;
  readonly mentions: readonly string[];
}

/** Resolves what a client named. The order of the steps is the contract's order of errors. */
@Injectable()
export class AddressResolver {
  constructor(
    private readonly quotes: Quotes,
    private readonly recipients: Recipients,
  ) {}

  async resolve(
    lease: SessionLease,
    connection: EngineConnection,
    addressed: Addressed,
  ): Promise<ResolvedAddress> {
    const { recipient, replyTo, replyPrivate, mention, mentionAll } = addressed;
    const quote = replyTo === undefined ? undefined : await this.quotes.get(lease, replyTo);
    const named = await this.recipients.resolve(connection, recipient);
    const isFromThisGroup = isGroupJid(named) && quote?.message.key.remoteJid === named;
    const jid = replyPrivate && quote?.authorJid && isFromThisGroup ? quote.authorJid : named;
    const mentions = await mentionsIn(connection, jid, mention, mentionAll);
    return { jid, quoted: quote?.message, mentions };
  }
}
