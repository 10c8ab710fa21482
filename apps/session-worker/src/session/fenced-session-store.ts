import { type SessionKeys, type SessionLease, type SessionWrites } from '@starling/storage';
import { type SessionWrite } from '@starling/domain';
import { type SessionStore } from '@starling/whatsapp';

/** The store of one session for the engine. Once the lease is lost, every write rejects. */
export class FencedSessionStore implements SessionStore {
  constructor(
    private readonly lease: SessionLease,
    private readonly stored: SessionKeys,
    private readonly writes: SessionWrites,
  ) {}

  creds(): Promise<Uint8Array | undefined> {
    return this.stored.creds(this.lease);
  }

  keys(type: string, ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    return this.stored.keys(this.lease, type, ids);
  }

  journal(ids: readonly string[]) {
    return this.stored.journal(this.lease, ids);
  }

  write(write: SessionWrite): Promise<void> {
    return this.writes.write(this.lease, write);
  }
}
