import { type MessageKey, type MessageReading } from '../port/message.js';
import { type ChatType } from './chat.js';
import { type TranslationContext, writtenAddress } from './context.js';

interface Chat {
  readonly jid: string;
  readonly type: ChatType;
}

/** Names the author of the message that a reaction, a vote or an answer is about. */
export function withAuthor(
  reading: MessageReading,
  key: MessageKey,
  chat: Chat,
  context: TranslationContext,
): MessageReading {
  const { about, blocks, extras } = reading;
  if (!about) return reading;
  const author = authorOf(about, key, chat, context);
  const reaction = blocks?.reaction;
  const reply = extras?.reply;
  return {
    ...reading,
    ...(reaction && { blocks: { ...blocks, reaction: { ...reaction, participant: author } } }),
    ...(reply && { extras: { ...extras, reply: { ...reply, sender: author } } }),
  };
}

/** An author that the key does not name can only be the other side of a private chat, or the channel. */
function authorOf(
  { fromMe, participant }: MessageKey,
  key: MessageKey,
  chat: Chat,
  context: TranslationContext,
): string {
  if (fromMe) return context.own.jid;
  if (participant) {
    const other = participant === key.participant ? key.participantAlt : undefined;
    return writtenAddress(participant, other, context);
  }
  return chat.type === 'private' || chat.type === 'newsletter' ? chat.jid : '';
}
