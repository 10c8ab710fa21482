import { type ContactNote, type LidPair } from '../address-book/contact-note.js';

/** A message as it is kept; the rows of the message store. */
export interface StoredMessage {
  readonly messageId: string;
  readonly chatJid: string;
  readonly fromMe: boolean;
  /** The author's JID in a group, as in WhatsApp's key; empty elsewhere. */
  readonly participant: string;
  readonly senderJid: string;
  readonly pushName: string;
  readonly type: string;
  readonly content: string;
  readonly status: number;
  readonly source: string;
  readonly quotedMessageId: string | null;
  readonly mediaType: string | null;
  readonly isForwarded: boolean;
  readonly payload: Uint8Array | null;
  readonly sentAt: Date;
}

/** What becomes of a message later; a message that is not stored has none of it. */
export interface MessageUpdate {
  readonly messageId: string;
  readonly fromMe: boolean;
  /** It only rises. */
  readonly status?: number;
  /** An edit names a message: it is applied only if author and chat are the same. */
  readonly edit?: {
    readonly chatJid: string;
    readonly participant: string;
    readonly content: string;
    readonly at: Date;
  };
  readonly revoke?: { readonly chatJid: string; readonly at: Date };
}

export interface JournalEntry {
  readonly id: string;
  readonly stanzaId: string;
  readonly plaintext: Uint8Array;
  readonly stanza: Uint8Array;
}

/** What must become durable together, or not at all. */
export interface SessionWrite {
  readonly creds?: Uint8Array;
  /** A null value deletes. */
  readonly keys?: readonly {
    readonly type: string;
    readonly id: string;
    readonly value: Uint8Array | null;
  }[];
  readonly journal?: readonly JournalEntry[];
  /** Journal entries whose message is stored: their texts may go. */
  readonly finished?: readonly string[];
  readonly messages?: readonly StoredMessage[];
  readonly updates?: readonly MessageUpdate[];
  readonly contacts?: readonly ContactNote[];
  readonly pairs?: readonly LidPair[];
}

/**
 * The durable store of one session. An implementation guarantees: a write that
 * resolved survives any crash; writes take effect in the order in which they were asked for; a write of an owner that
 * has lost the session rejects and changes nothing.
 */
export interface SessionStore {
  creds(): Promise<Uint8Array | undefined>;
  keys(type: string, ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** A null plaintext: the message was stored, only the memory of it is left. */
  journal(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly plaintext: Uint8Array | null }>>;
  write(write: SessionWrite): Promise<void>;
}
