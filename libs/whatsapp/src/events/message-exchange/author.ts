import { type WAMessageKey } from '@whiskeysockets/baileys';
import { type ChatType } from '../chat.js';
import { type TranslationContext, writtenAddress } from '../context.js';
import { type Reading } from '../../baileys/content/reading.js';

interface Chat {
  readonly jid: string;
  readonly type: ChatType;
}

/** Says who wrote the message that a reaction, a vote or an answer is about. */
export function withAuthor(
  reading: Reading,
  key: WAMessageKey,
  chat: Chat,
  context: TranslationContext,
): Reading {
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

/** Who is not named can only be the other side, or the channel. */
function authorOf(
  { fromMe, participant }: NonNullable<Reading['about']>,
  key: WAMessageKey,
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
