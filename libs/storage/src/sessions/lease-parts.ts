import { higherStatus } from './message-status.js';
import {
  type ContactNote,
  type JournalEntry,
  type LidPair,
  type MessageRecord,
  type MessageUpdate,
  type SessionWrite,
  type StoredKey,
} from '@starling/domain';

/** As it goes into the table; both null: it was finished before it was ever stored. */
export type JournalRow = Pick<JournalEntry, 'id' | 'stanzaId'> & {
  readonly plaintext: Uint8Array | null;
  readonly stanza: Uint8Array | null;
};

/** The writes of one lease in the order of the calls, merged so that no row is named twice. */
export class LeaseParts {
  creds: Uint8Array | undefined;
  readonly keys = new Map<string, StoredKey>();
  readonly journal = new Map<string, JournalRow>();
  readonly finished = new Set<string>();
  readonly messages = new Map<string, MessageRecord>();
  readonly updates = new Map<string, MessageUpdate>();
  readonly contacts = new Map<string, ContactNote>();
  readonly pairs = new Map<string, LidPair>();

  add({ creds, keys, journal, finished, messages, updates, contacts, pairs }: SessionWrite): void {
    this.creds = creds ?? this.creds;
    for (const key of keys ?? []) this.keys.set(`${key.type}\0${key.id}`, key);
    for (const entry of journal ?? []) {
      if (!this.journal.has(entry.id)) this.journal.set(entry.id, entry);
    }
    for (const id of finished ?? []) this.finish(id);
    for (const message of messages ?? []) this.addMessage(message);
    for (const update of updates ?? []) this.addUpdate(update);
    for (const pair of pairs ?? []) this.addPair(pair);
    for (const contact of contacts ?? []) this.addContact(contact);
  }

  /** A contact of this batch that is known by the hidden address alone moves here: the table does not have it yet. */
  private addPair(pair: LidPair): void {
    const { lid, phoneJid: jid } = pair;
    this.pairs.set(lid, pair);
    const hidden = this.contacts.get(lid);
    if (!hidden) return;
    this.contacts.delete(lid);
    this.contacts.set(jid, { ...hidden, ...this.contacts.get(jid), jid, lid });
  }

  private addContact(contact: ContactNote): void {
    const { jid, lid } = contact;
    if (lid && lid !== jid) this.addPair({ lid, phoneJid: jid });
    const pair = this.pairs.get(jid);
    const known = pair ? { jid: pair.phoneJid, lid: pair.lid } : {};
    const address = pair?.phoneJid ?? jid;
    this.contacts.set(address, { ...this.contacts.get(address), ...contact, ...known });
  }

  /** Also when the entry is of this batch: the table may hold an older one, which then stays and is to be wiped. */
  private finish(id: string): void {
    this.finished.add(id);
    const entry = this.journal.get(id);
    if (entry) this.journal.set(id, { ...entry, plaintext: null, stanza: null });
  }

  private addMessage(message: MessageRecord): void {
    const key = [
      message.messageId,
      message.chatJid,
      String(message.fromMe),
      message.participant,
    ].join('\0');
    const known = this.messages.get(key);
    const status = known ? higherStatus(known.status, message.status) : message.status;
    this.messages.set(key, { ...(known ?? message), status });
  }

  /** A message of this batch is not in the table yet when its updates are written: its status rises here. */
  private addUpdate(update: MessageUpdate): void {
    const { messageId, fromMe, status } = update;
    const key = `${messageId}\0${String(fromMe)}`;
    const known = this.updates.get(key);
    const both = [known?.status, status].filter((one) => one !== undefined);
    const merged = { ...known, ...update };
    this.updates.set(
      key,
      both.length > 0 ? { ...merged, status: both.reduce(higherStatus) } : merged,
    );
    if (status === undefined) return;
    for (const [at, message] of this.messages) {
      if (message.messageId !== messageId || message.fromMe !== fromMe) continue;
      this.messages.set(at, { ...message, status: higherStatus(message.status, status) });
    }
  }
}
