import { type Addressed } from '@starling/contract';
import { type SessionLease } from '@starling/storage';
import { type EngineMessage, type EngineSocket } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { mentionsIn } from './mentions.js';
import { Quotes } from './quotes.js';
import { Recipients } from './recipients.js';

/** Where a message goes, what it answers and whom it names. */
export interface Way {
  readonly jid: string;
  readonly quoted: EngineMessage | undefined;
  readonly mentions: readonly string[];
}

/** Finds the way of a message. The order of its steps is the contract's order of errors. */
@Injectable()
export class Ways {
  constructor(
    private readonly quotes: Quotes,
    private readonly recipients: Recipients,
  ) {}

  async find(lease: SessionLease, socket: EngineSocket, addressed: Addressed): Promise<Way> {
    const { recipient, replyTo, replyPrivate, mention, mentionAll } = addressed;
    const quote = replyTo === undefined ? undefined : await this.quotes.get(lease, replyTo);
    const named = await this.recipients.resolve(socket, recipient);
    const isFromThisGroup = named.endsWith('@g.us') && quote?.message.key.remoteJid === named;
    const jid = replyPrivate && quote?.authorJid && isFromThisGroup ? quote.authorJid : named;
    const mentions = await mentionsIn(socket, jid, mention, mentionAll);
    return { jid, quoted: quote?.message, mentions };
  }
}
