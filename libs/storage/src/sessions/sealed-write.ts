import { type Sealer } from '../encryption/vault.js';
import { type SessionWrite } from '@starling/domain';
import { toStorableMoment, toStorableText } from './storable-text.js';

/** A write as it goes into the tables: secrets sealed, texts such as Postgres takes. */
export interface SealedWrite {
  readonly write: SessionWrite;
  readonly sizeBytes: number;
}

export function sealWrite(write: SessionWrite, seal: Sealer): SealedWrite {
  let sizeBytes = 0;
  const counted = <Bytes extends Uint8Array | null>(bytes: Bytes): Bytes => {
    sizeBytes += bytes?.length ?? 0;
    return bytes;
  };
  const text = (value: string): string => {
    sizeBytes += value.length;
    return toStorableText(value);
  };
  const { creds, keys = [], journal = [], finished = [], messages = [], updates = [] } = write;
  const { contacts = [], pairs = [] } = write;
  const sealed: SessionWrite = {
    ...(creds && { creds: counted(seal('signal-creds', creds)) }),
    keys: keys.map(({ type, id, value }) => ({
      type: text(type),
      id: text(id),
      value: value && counted(seal('signal-key', value)),
    })),
    journal: journal.map(({ id, stanzaId, plaintext, stanza }) => ({
      id: text(id),
      stanzaId: text(stanzaId),
      plaintext: counted(seal('decrypt-journal', plaintext)),
      stanza: counted(seal('decrypt-journal', stanza)),
    })),
    finished: finished.map(text),
    messages: messages.map((message) => ({
      ...message,
      messageId: text(message.messageId),
      chatJid: text(message.chatJid),
      participant: text(message.participant),
      senderJid: text(message.senderJid),
      pushName: text(message.pushName),
      type: text(message.type),
      content: text(message.content),
      source: text(message.source),
      quotedMessageId: message.quotedMessageId && text(message.quotedMessageId),
      mediaType: message.mediaType && text(message.mediaType),
      payload: counted(message.payload),
      sentAt: toStorableMoment(message.sentAt),
    })),
    updates: updates.map(({ edit, revoke, ...update }) => ({
      ...update,
      messageId: text(update.messageId),
      ...(edit && {
        edit: { ...edit, content: text(edit.content), at: toStorableMoment(edit.at) },
      }),
      ...(revoke && { revoke: { ...revoke, at: toStorableMoment(revoke.at) } }),
    })),
    contacts: contacts.map(({ jid, lid, ...names }) => ({
      jid: text(jid),
      ...(lid && { lid: text(lid) }),
      ...Object.fromEntries(Object.entries(names).map(([name, value]) => [name, text(value)])),
    })),
    pairs: pairs.map(({ lid, phoneJid }) => ({ lid: text(lid), phoneJid: text(phoneJid) })),
  };
  return { write: sealed, sizeBytes };
}
