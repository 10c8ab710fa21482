import { type BodyOf, type Operation, parseBody } from '@starling/contract';
import {
  generateWAMessage,
  generateWAMessageFromContent,
  type proto,
} from '@whiskeysockets/baileys';
import { type BaileysContent } from '../baileys/compose/content.js';
import { messageFactOf } from '../baileys/facts/message-fact.js';
import { QUIET } from '../baileys/log/quiet-logger.js';
import { sentData } from '../events/sent-data.js';
import { ANA, contextWith, decoded, OWN } from './translation.js';

/** A body as the owner of the session gets it, to Ana unless it says otherwise. */
export const judged = <O extends Operation>(operation: O, sent: object): BodyOf<O> =>
  parseBody(operation, { number: ANA.jid, ...sent });

/** Made whole by Baileys, encoded and decoded. */
export async function relayed(content: BaileysContent, more: object = {}) {
  const options = { userJid: OWN.jid, messageId: '3EB0AA', ...more };
  const message =
    'composed' in content
      ? generateWAMessageFromContent(ANA.jid, content.composed, options)
      : await generateWAMessage(ANA.jid, content, {
          ...options,
          logger: QUIET,
          upload: () => Promise.resolve({ mediaUrl: 'https://m/1', directPath: '/1' }),
        });
  return { ...message, message: decoded(message.message as proto.IMessage), source: 'api' };
}

/** As plain JSON, without defaults. */
export const contentOf = async (outgoing: BaileysContent): Promise<proto.IMessage> =>
  (await relayed(outgoing)).message.toJSON();

/** What the reply says of it. */
export const saidOf = async (outgoing: BaileysContent) =>
  sentData(messageFactOf(await relayed(outgoing)), contextWith());
