import { type SqlValue, type Statement } from '../database/database.js';
import { type SessionLease } from '../ownership/session-lease.js';
import { LeaseParts } from './lease-parts.js';
import {
  type ContactNote,
  type LidPair,
  type MessageRecord,
  type MessageUpdate,
  type SessionWrite,
} from '@starling/domain';
import { commitOf, PART_NAMES, type PartName, widthOf } from './write-statement.js';

type Row = readonly SqlValue[];

/** Makes the arrays of columns from rows. */
const columns = (rows: readonly Row[], width: number): SqlValue[][] =>
  Array.from({ length: width }, (_, at) => rows.map((row) => row[at] ?? null));

/** One commit: its statement and its parameters. */
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

  commit(): { readonly statement: Statement; readonly values: SqlValue[][] } {
    const rows = this.rows();
    const present = PART_NAMES.filter((name) => rows[name].length > 0);
    const leases = this.leases.map(({ instanceId, workerId, epoch }) => [
      instanceId,
      workerId,
      epoch,
    ]);
    return {
      statement: commitOf(new Set(present)),
      values: [
        ...columns(leases, 3),
        ...present.flatMap((name) => columns(rows[name], widthOf(name))),
      ],
    };
  }

  private rows(): Readonly<Record<PartName, readonly Row[]>> {
    const rows = {
      creds: [] as Row[],
      stored: [] as Row[],
      deleted: [] as Row[],
      journal: [] as Row[],
      finished: [] as Row[],
      messages: [] as Row[],
      updates: [] as Row[],
      contacts: [] as Row[],
    };
    [...this.parts.values()].forEach((parts, at) => {
      const n = at + 1;
      if (parts.creds) rows.creds.push([n, parts.creds]);
      for (const { type, id, value } of parts.keys.values()) {
        if (value) rows.stored.push([n, type, id, value]);
        else rows.deleted.push([n, type, id]);
      }
      for (const row of parts.journal.values()) {
        rows.journal.push([n, row.id, row.stanzaId, row.plaintext, row.stanza]);
      }
      for (const id of parts.finished) rows.finished.push([n, id]);
      for (const message of parts.messages.values())
        rows.messages.push([n, ...messageRow(message)]);
      for (const update of parts.updates.values()) rows.updates.push([n, ...updateRow(update)]);
      for (const contact of parts.contacts.values())
        rows.contacts.push([n, ...contactRow(contact)]);
      for (const pair of parts.pairs.values()) rows.contacts.push([n, ...pairRow(pair)]);
    });
    return rows;
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
  true,
];

/** Says that both addresses are of one user, and nothing of a contact. */
const pairRow = ({ lid, phoneJid }: LidPair): Row => [phoneJid, lid, null, null, null, false];
