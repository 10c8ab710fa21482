import { formatTimestamp, plainJid } from '@starling/domain';
import { type WAMessage } from '@whiskeysockets/baileys';
import { type TaggedMessage } from '../../port/outgoing.js';
import { chatTypeOf, communityMark } from '../chat.js';
import { ownParty, partyOf, type Party, type TranslationContext } from '../context.js';
import { momentOf } from '../../baileys/content/moment.js';
import { withAuthor } from './author.js';
import { mentionsOf, quoteOf } from './quote.js';
import { readContent } from '../../baileys/content/read-content.js';
import { type Blocks, type Reading } from '../../baileys/content/reading.js';

const NO_BLOCKS: Blocks = {
  edit: null,
  media: null,
  location: null,
  contact: null,
  reaction: null,
  interactive: null,
};

/** Undefined: nothing that anybody is told of. */
export function messageExchange(message: TaggedMessage, context: TranslationContext) {
  const reading = readContent(message.message);
  return reading && exchangeOf(message, reading, context);
}

/** For what was read with the help of a stored secret. */
export function exchangeOf(message: TaggedMessage, reading: Reading, context: TranslationContext) {
  const { key } = message;
  const isOutgoing = key.fromMe ?? false;
  const chat = chatOf(message, context);
  const source = message.source ?? '';
  const other = { jid: chat.jid, lid: chat.lid, name: chat.name };
  return {
    id: reading.id ?? key.id ?? '',
    direction: isOutgoing ? 'outgoing' : 'incoming',
    timestamp: momentOf(message.messageTimestamp) ?? formatTimestamp(context.at),
    chat,
    sender: isOutgoing ? ownParty(context) : senderOf(message, chat, context),
    recipient: isOutgoing && chat.type === 'private' ? other : null,
    source,
    message: bodyOf(withAuthor(reading, key, chat, context), source, context),
  };
}

function bodyOf(reading: Reading, source: string, context: TranslationContext) {
  const { type, content, contextInfo, blocks, extras } = reading;
  const { edit, ...others } = { ...NO_BLOCKS, ...blocks };
  const { context: quoted, ...reply } = quoteOf(contextInfo, context);
  return {
    type,
    content,
    source,
    isForwarded: contextInfo?.isForwarded ?? false,
    isEdit: type === 'message_edit',
    edit,
    context: quoted,
    ...others,
    ...reply,
    ...mentionsOf(contextInfo, context),
    ...extras,
  };
}

function chatOf({ key, pushName }: WAMessage, context: TranslationContext) {
  const remote = plainJid(key.remoteJid ?? '');
  const type = chatTypeOf(remote);
  if (type !== 'private') {
    const name = context.nameOf(remote);
    return { jid: remote, lid: null, name, type, ...communityMark(remote, context) };
  }
  const name = key.fromMe ? '' : pushName;
  return { ...partyOf(remote, key.remoteJidAlt, context, name), type };
}

/** The author; in a channel the channel itself. */
function senderOf(
  { key, pushName }: WAMessage,
  chat: ReturnType<typeof chatOf>,
  context: TranslationContext,
): Party {
  if (key.participant && chat.type !== 'newsletter')
    return partyOf(key.participant, key.participantAlt, context, pushName);
  return { jid: chat.jid, lid: chat.lid, name: chat.name };
}
