import { formatTimestamp } from '@starling/domain';
import { type StoredMessageForm } from '../port/engine.js';
import { type MessageFact } from '../port/facts.js';
import { type MessageReading } from '../port/message.js';
import { type Outgoing, type OutgoingContent } from '../port/outgoing.js';
import { type MessageRecord } from '@starling/domain';

const TYPES: Readonly<Record<Exclude<OutgoingContent['kind'], 'file'>, MessageReading['type']>> = {
  text: 'text',
  location: 'location',
  contact: 'contact',
  reaction: 'reaction',
  poll: 'poll',
  event: 'event',
  form: 'interactive',
  pix: 'interactive',
  list: 'list',
  buttons: 'interactive',
  carousel: 'interactive',
  story: 'text',
  edit: 'message_edit',
  revoke: 'message_revoke',
  forward: 'text',
};

/** Type and text of a message; a fake engine knows no more of it. */
type FakePayload = Pick<MessageReading, 'type' | 'content'>;

const readingOf = (content: OutgoingContent): FakePayload => ({
  type: content.kind === 'file' ? content.file.kind : TYPES[content.kind],
  content: 'text' in content ? content.text : '',
});

export const factOfOutgoing = (outgoing: Outgoing, otherJid: string | undefined): MessageFact => ({
  key: {
    id: outgoing.messageId,
    remoteJid: outgoing.jid,
    fromMe: true,
    ...(otherJid && { remoteJidAlt: otherJid }),
  },
  pushName: '',
  sentAt: formatTimestamp(new Date()),
  source: outgoing.source,
  reading: readingOf(outgoing.content),
  readFile: () => undefined,
});

/** Undefined for a message that is not stored. Status 0: no answer yet; 3: received. */
export function rowOfFact({
  key,
  pushName,
  sentAt,
  source,
  reading,
}: MessageFact): MessageRecord | undefined {
  if (!reading) return undefined;
  const { type, content } = reading;
  const fromMe = key.fromMe ?? false;
  const participant = key.participant ?? '';
  return {
    messageId: key.id ?? '',
    chatJid: key.remoteJid ?? '',
    fromMe,
    participant,
    senderJid: participant || (fromMe ? '' : (key.remoteJid ?? '')),
    pushName,
    type,
    content,
    status: fromMe ? 0 : 3,
    source,
    quotedMessageId: reading.context?.quoted?.messageId ?? null,
    mediaType: reading.mediaType ?? null,
    isForwarded: reading.context?.isForwarded ?? false,
    payload: Buffer.from(JSON.stringify({ type, content } satisfies FakePayload)),
    sentAt: sentAt === null ? new Date() : new Date(sentAt),
  };
}

export const readPayload = (payload: Uint8Array): FakePayload =>
  JSON.parse(Buffer.from(payload).toString()) as FakePayload;

export const readStored = ({ key, payload, sentAt, source }: StoredMessageForm): MessageFact => ({
  key,
  pushName: '',
  sentAt: formatTimestamp(sentAt),
  source,
  reading: readPayload(payload),
  readFile: () => undefined,
});
