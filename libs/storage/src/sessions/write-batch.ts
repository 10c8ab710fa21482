import { type SqlValue } from '../database/database.js';
import { type SessionLease } from '../ownership/session-lease.js';
import { LeaseParts } from './lease-parts.js';
import {
  type ContactNote,
  type MessageRecord,
  type MessageUpdate,
  type SessionWrite,
} from './session-write.js';

type Row = readonly SqlValue[];

/** Turns rows into the arrays of their columns. */
const columns = (rows: readonly Row[], width: number): SqlValue[][] =>
  Array.from({ length: width }, (_, at) => rows.map((row) => row[at] ?? null));

/** The parameters of one commit, in the order of `COMMIT_WRITES`. */
export class WriteBatch {
  private readonly parts = new Map<SessionLease, LeaseParts>();

  add(lease: SessionLease, write: SessionWrite): void {
    let parts = this.parts.get(lease);
    if (!parts) this.parts.set(lease, (parts = new LeaseParts()));
    parts.add(write);
  }

  /** By position, of which the first is 1. */
  get leases(): readonly SessionLease[] {
    return [...this.parts.keys()];
  }

  values(): SqlValue[][] {
    const creds: Row[] = [];
    const stored: Row[] = [];
    const deleted: Row[] = [];
    const journal: Row[] = [];
    const finished: Row[] = [];
    const messages: Row[] = [];
    const updates: Row[] = [];
    const contacts: Row[] = [];
    [...this.parts.values()].forEach((parts, at) => {
      const n = at + 1;
      if (parts.creds) creds.push([n, parts.creds]);
      for (const { type, id, value } of parts.keys.values()) {
        if (value) stored.push([n, type, id, value]);
        else deleted.push([n, type, id]);
      }
      for (const row of parts.journal.values()) {
        journal.push([n, row.id, row.stanzaId, row.plaintext, row.stanza]);
      }
      for (const id of parts.finished) finished.push([n, id]);
      for (const message of parts.messages.values()) messages.push([n, ...messageRow(message)]);
      for (const update of parts.updates.values()) updates.push([n, ...updateRow(update)]);
      for (const contact of parts.contacts.values()) contacts.push([n, ...contactRow(contact)]);
    });
    const leases = this.leases.map(({ instanceId, workerId, epoch }) => [
      instanceId,
      workerId,
      epoch,
    ]);
    return [
      ...columns(leases, 3),
      ...columns(creds, 2),
      ...columns(stored, 4),
      ...columns(deleted, 3),
      ...columns(journal, 5),
      ...columns(finished, 2),
      ...columns(messages, 16),
      ...columns(updates, 10),
      ...columns(contacts, 6),
    ];
  }
}

const messageRow = (message: MessageRecord): Row => [
  message.messageId,
  message.chatJid,
  message.fromMe,
  message.participant,
  message.senderJid,
  message.pushName,
  message.type,
  message.content,
  message.status,
  message.source,
  message.quotedMessageId,
  message.mediaType,
  message.isForwarded,
  message.payload,
  message.sentAt.toISOString(),
];

const updateRow = ({ messageId, fromMe, status, edit, revoke }: MessageUpdate): Row => [
  messageId,
  fromMe,
  status ?? null,
  edit?.chatJid ?? null,
  edit?.participant ?? null,
  edit?.content ?? null,
  edit?.at.toISOString() ?? null,
  revoke?.chatJid ?? null,
  revoke?.at.toISOString() ?? null,
];

const contactRow = ({ jid, lid, fullName, pushName, businessName }: ContactNote): Row => [
  jid,
  lid ?? null,
  fullName ?? null,
  pushName ?? null,
  businessName ?? null,
];
