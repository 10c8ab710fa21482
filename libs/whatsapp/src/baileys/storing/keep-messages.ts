import { type BaileysEventMap, proto, toNumber, type WAMessage } from '@whiskeysockets/baileys';
import {
  isLidJid,
  isNewsletterJid,
  plainJid,
  type SessionWrite,
  type MessageUpdate,
  type MessageRecord,
} from '@starling/domain';
import { type AddressBook } from '../../address-book/address-book.js';
import { type StanzaJournal } from '../durability/stanza-journal.js';
import { describeMessage } from '../content/describe-message.js';
import { statusCodeOf } from './keep-statuses.js';
import { changesBy } from './message-changes.js';
import { messageFactOf, type TaggedMessage } from '../facts/message-fact.js';
import { type MessageFact } from '../../port/facts.js';

type Upsert = BaileysEventMap['messages.upsert'];

type OtherAddresses = Pick<AddressBook, 'phoneOf'>;

/** Contract code of a message that has reached us. */
const RECEIVED = 3;

/** A message that is reported, in both forms: its content is read once, for its row and for its event. */
interface FreshMessage {
  readonly message: WAMessage;
  readonly fact: MessageFact;
}

export interface KeptMessages {
  /** The messages, and what they change. */
  readonly rows: SessionWrite | undefined;
  /** The end of their journal entries. */
  readonly finished: SessionWrite | undefined;
  /** Those that are new and wanted. */
  readonly fresh: readonly FreshMessage[];
}

/** Selects the messages of an upsert to store and report: no undecrypted stubs, no ignored chats, no duplicates. */
export function keepMessages(
  { messages }: Upsert,
  journal: StanzaJournal,
  ignores: (chatJid: string) => boolean,
  book: OtherAddresses,
): KeptMessages {
  const finished: string[] = [];
  const rows: MessageRecord[] = [];
  const updates: MessageUpdate[] = [];
  const fresh: FreshMessage[] = [];
  for (const message of messages) {
    const id = message.key.id ?? '';
    if (isStub(message)) continue;
    // Messages from the own phone carry keys of the app state: their text is needed until those keys are stored.
    if (message.category !== 'peer') finished.push(...journal.takeOpen(id));
    if (journal.wasStored(id) || ignores(message.key.remoteJid ?? '')) continue;
    const fact = messageFactOf(message);
    fresh.push({ message, fact });
    const row = rowOf(message, fact, book);
    if (row) rows.push(row);
    if (row) updates.push(...changesBy(message, row));
  }
  return {
    rows: rows.length > 0 ? { messages: rows, updates } : undefined,
    finished: finished.length > 0 ? { finished } : undefined,
    fresh,
  };
}

const isStub = ({ messageStubType }: WAMessage): boolean =>
  messageStubType === proto.WebMessageInfo.StubType.CIPHERTEXT;

/** Undefined for a message that is not stored. */
export function rowOf(
  message: TaggedMessage,
  { reading }: MessageFact,
  book: OtherAddresses,
): MessageRecord | undefined {
  const described = describeMessage(message, reading);
  if (!described) return undefined;
  const { key } = message;
  const phoneFirst = (jid: string | null | undefined, other: string | null | undefined): string =>
    phoneOr(jid, other, book);
  const author = key.participant || (key.fromMe ? '' : (key.remoteJid ?? ''));
  return {
    messageId: key.id ?? '',
    chatJid: phoneFirst(key.remoteJid, key.remoteJidAlt),
    fromMe: key.fromMe ?? false,
    participant: key.participant ? phoneFirst(key.participant, key.participantAlt) : '',
    senderJid: author && phoneFirst(author, key.participantAlt ?? key.remoteJidAlt),
    pushName: message.pushName ?? '',
    type: described.type,
    content: described.content,
    status: key.fromMe ? statusCodeOf(message.status ?? 1) : RECEIVED,
    source: message.source ?? '',
    quotedMessageId: described.quotedMessageId,
    mediaType: described.mediaType,
    isForwarded: described.isForwarded,
    payload: payloadOf(message),
    sentAt: new Date(toNumber(message.messageTimestamp ?? 0) * 1_000),
  };
}

/** A chat is stored under one of its two addresses, whichever of them a stanza came from. */
function phoneOr(
  jid: string | null | undefined,
  other: string | null | undefined,
  book: OtherAddresses,
): string {
  const plain = plainJid(jid ?? '');
  if (!isLidJid(plain)) return plain;
  return other ? plainJid(other) : (book.phoneOf(plain) ?? plain);
}

/** Baileys delivers posts of channels as JSON: with enums as words and numbers as texts. */
function payloadOf({ key, message }: WAMessage): Uint8Array | null {
  if (!message) return null;
  const typed = isNewsletterJid(key.remoteJid) ? proto.Message.fromObject(message) : message;
  return proto.Message.encode(typed).finish();
}
