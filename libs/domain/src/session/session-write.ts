import { type ContactNote, type LidPair } from '../contact/contact-note.js';
import { type MessageRecord, type MessageUpdate } from '../message/message-record.js';

/** One entry of the Signal key store; a null value deletes it. */
export interface StoredKey {
  readonly type: string;
  readonly id: string;
  readonly value: Uint8Array | null;
}

/** A decrypted message, stored together with the ratchet step that decrypted it. */
export interface JournalEntry {
  readonly id: string;
  readonly stanzaId: string;
  readonly plaintext: Uint8Array;
  readonly stanza: Uint8Array;
}

/** What of one session becomes durable together, or not at all. Its bytes may not change until it is. */
export interface SessionWrite {
  readonly creds?: Uint8Array;
  readonly keys?: readonly StoredKey[];
  /** An entry that is stored already keeps its value. */
  readonly journal?: readonly JournalEntry[];
  /** Journal entries whose message is stored: their plaintext and stanza are deleted, the ids remain. */
  readonly finished?: readonly string[];
  /** A message that is stored already keeps its values, except for the status, which only rises. */
  readonly messages?: readonly MessageRecord[];
  readonly updates?: readonly MessageUpdate[];
  readonly contacts?: readonly ContactNote[];
  /** Pairs of users who need not be contacts. A contact under the hidden address moves to the phone's. */
  readonly pairs?: readonly LidPair[];
}
