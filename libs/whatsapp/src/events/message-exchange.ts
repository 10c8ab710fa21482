import { type MessageBody, type MessageExchangePayload } from '@starling/contract';
import { formatTimestamp, plainJid } from '@starling/domain';
import { type MessageFact } from '../port/facts.js';
import { type Blocks, type MessageReading } from '../port/message.js';
import { withAuthor } from './author.js';
import { chatTypeOf, communityMark } from './chat.js';
import { ownParty, partyOf, type Party, type TranslationContext } from './context.js';
import { mentionsOf, quoteOf } from './quote.js';

const NO_BLOCKS: Blocks = {
  edit: null,
  media: null,
  location: null,
  contact: null,
  reaction: null,
  interactive: null,
};

/** `reading` is the message's own, or what was read with the help of a stored secret. */
export function messageExchange(
  message: Pick<MessageFact, 'key' | 'pushName' | 'sentAt' | 'source'>,
  reading: MessageReading,
  context: TranslationContext,
): MessageExchangePayload {
  const { key, source } = message;
  const isOutgoing = key.fromMe ?? false;
  const chat = chatOf(message, context);
  const other = { jid: chat.jid, lid: chat.lid, name: chat.name };
  return {
    id: reading.id ?? key.id ?? '',
    direction: isOutgoing ? 'outgoing' : 'incoming',
    timestamp: message.sentAt ?? formatTimestamp(context.at),
    chat,
    sender: isOutgoing ? ownParty(context) : senderOf(message, chat, context),
    recipient: isOutgoing && chat.type === 'private' ? other : null,
    source,
    message: bodyOf(withAuthor(reading, key, chat, context), source, context),
  };
}

function bodyOf(
  { type, content, context, blocks, extras }: MessageReading,
  source: string,
  translation: TranslationContext,
): MessageBody {
  const { edit, ...others } = { ...NO_BLOCKS, ...blocks };
  const { context: quoted, ...reply } = quoteOf(context, translation);
  // A reader sets the blocks of its type and no others; the compiler cannot follow that pair.
  return {
    type,
    content,
    source,
    isForwarded: context?.isForwarded ?? false,
    isEdit: type === 'message_edit',
    edit,
    context: quoted,
    ...others,
    ...reply,
    ...mentionsOf(context, translation),
    ...extras,
  } as MessageBody;
}

type Addressed = Pick<MessageFact, 'key' | 'pushName'>;

function chatOf({ key, pushName }: Addressed, context: TranslationContext) {
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
  { key, pushName }: Addressed,
  chat: ReturnType<typeof chatOf>,
  context: TranslationContext,
): Party {
  if (key.participant && chat.type !== 'newsletter') {
    return partyOf(key.participant, key.participantAlt, context, pushName);
  }
  return { jid: chat.jid, lid: chat.lid, name: chat.name };
}
