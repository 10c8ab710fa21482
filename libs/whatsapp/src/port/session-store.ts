import { type SessionWrite } from '@starling/domain';

/**
 * The durable store of one session. An implementation guarantees: a write that resolved survives any crash; writes take
 * effect in the order of the calls; a write of an owner that has lost the session rejects and changes nothing.
 */
export interface SessionStore {
  creds(): Promise<Uint8Array | undefined>;
  keys(type: string, ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** A null plaintext: the message is stored, and only the id of its entry is left. */
  journal(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly plaintext: Uint8Array | null }>>;
  write(write: SessionWrite): Promise<void>;
}
