/** One entry of the Signal key store; null deletes it. */
export interface StoredKey {
  readonly type: string;
  readonly id: string;
  readonly value: Uint8Array | null;
}

/** What was decrypted, to be stored together with the ratchet step that decrypted it. */
export interface JournalEntry {
  readonly id: string;
  readonly stanzaId: string;
  readonly plaintext: Uint8Array;
  readonly stanza: Uint8Array;
}

/** One message seen or sent, under the key by which WhatsApp knows it. */
export interface MessageRecord {
  readonly messageId: string;
  readonly chatJid: string;
  readonly fromMe: boolean;
  /** The author in a group, as in the WhatsApp key; empty elsewhere. */
  readonly participant: string;
  readonly senderJid: string;
  readonly pushName: string;
  readonly type: string;
  readonly content: string;
  /** -1 error, 0 pending, 1 sent, 2 delivered, 3 received, 4 read, 5 played. */
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
  /** Takes effect on the message of this chat and author alone. */
  readonly edit?: {
    readonly chatJid: string;
    readonly participant: string;
    readonly content: string;
    readonly at: Date;
  };
  /** What was taken back is not kept: neither its text nor its payload. */
  readonly revoke?: { readonly chatJid: string; readonly at: Date };
}

/** Somebody as WhatsApp tells of them; what is left out stays as it was. */
export interface ContactNote {
  /** The phone's address if it is known, else the hidden one. */
  readonly jid: string;
  readonly lid?: string;
  readonly fullName?: string;
  readonly pushName?: string;
  readonly businessName?: string;
}

/** Both addresses of one user: hidden and phone. */
export interface LidPair {
  readonly lid: string;
  readonly phoneJid: string;
}

/** What of one session becomes durable together, or not at all. Its bytes may not change until it is. */
export interface SessionWrite {
  readonly creds?: Uint8Array;
  readonly keys?: readonly StoredKey[];
  /** An entry already stored stays as it is. */
  readonly journal?: readonly JournalEntry[];
  /** Journal ids whose plaintext and stanza are no longer needed: tombstones remain. */
  readonly finished?: readonly string[];
  /** A message already stored stays as it is, but for its status, which only rises. */
  readonly messages?: readonly MessageRecord[];
  readonly updates?: readonly MessageUpdate[];
  readonly contacts?: readonly ContactNote[];
  /** Learnt of users who need not be contacts. A contact under the hidden address moves to the phone's. */
  readonly pairs?: readonly LidPair[];
}
