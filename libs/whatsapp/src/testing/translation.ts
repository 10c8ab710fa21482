import { messageExchangePayload, type MessageExchangePayload } from '@starling/contract';
import { proto, type WAMessage, type WAMessageKey } from '@whiskeysockets/baileys';
import { messageFactOf, type TaggedMessage } from '../baileys/facts/message-fact.js';
import { type TranslationContext } from '../events/context.js';
import { messageExchange } from '../events/message-exchange.js';
import { inContract } from './in-contract.js';

export const OWN = { jid: '5511900000000@s.whatsapp.net', lid: '900@lid', name: 'Shop' };
export const ANA = { jid: '5581900000001@s.whatsapp.net', lid: '901@lid', name: 'Ana' };
/** Nobody knows his hidden address. */
export const BOB = { jid: '5581900000002@s.whatsapp.net', lid: null, name: 'Bob' };
export const GROUP = '120363406289005073@g.us';
export const SECONDS = 1_790_552_400;
export const MOMENT = '2026-09-27T23:40:00Z';
export const AT = '2026-09-28T23:41:00Z';

const NAMES: Readonly<Record<string, string>> = {
  [ANA.jid]: ANA.name,
  [BOB.jid]: BOB.name,
  [GROUP]: 'Dev Team',
};

export const contextWith = (change: Partial<TranslationContext> = {}): TranslationContext => ({
  own: OWN,
  nameOf: (jid) => NAMES[jid] ?? '',
  phoneOf: (lid) => (lid === ANA.lid ? ANA.jid : undefined),
  lidOf: (jid) => (jid === ANA.jid ? ANA.lid : undefined),
  isCommunityAnnouncement: () => false,
  at: new Date(AT),
  ...change,
});

/** As it comes out of decryption. */
export const decoded = (message: proto.IMessage): proto.Message =>
  proto.Message.decode(proto.Message.encode(proto.Message.fromObject(message)).finish());

export const received = (
  message: proto.IMessage,
  key: Partial<WAMessageKey> = {},
  more: Partial<WAMessage> = {},
): WAMessage => ({
  key: { remoteJid: ANA.jid, fromMe: false, id: '3EB0AA', ...key },
  message: decoded(message),
  messageTimestamp: SECONDS,
  pushName: 'ana',
  ...more,
});

/** Undefined for a message that is not reported. */
export function exchangeOf(
  message: TaggedMessage,
  context: TranslationContext = contextWith(),
): MessageExchangePayload | undefined {
  const fact = messageFactOf(message);
  return fact.reading && messageExchange(fact, fact.reading, context);
}

export function told(
  message: TaggedMessage,
  context: TranslationContext = contextWith(),
): MessageExchangePayload {
  return inContract(messageExchangePayload, exchangeOf(message, context));
}

/** The `message` of what a content becomes. */
export const bodyOf = (message: proto.IMessage, key?: Partial<WAMessageKey>) =>
  told(received(message, key)).message;

/** A body of which nothing is said but what is given. */
export const whole = (said: object): object => ({
  source: '',
  isForwarded: false,
  isEdit: false,
  edit: null,
  context: null,
  media: null,
  location: null,
  contact: null,
  reaction: null,
  interactive: null,
  ...said,
});
