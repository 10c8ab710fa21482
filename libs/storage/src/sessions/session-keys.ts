import { type Database, type Statement } from '../database/database.js';
import { type Vault } from '../encryption/vault.js';
import { StorageError } from '../errors/storage-error.js';
import { type SessionLease } from '../ownership/session-lease.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';
import { FORGET, SWEEP_JOURNAL } from './forget-statements.js';
import { toStorableText } from './storable-text.js';

const CREDS: Statement = {
  name: 'creds of session',
  text: 'SELECT creds FROM signal_creds WHERE instance_id = $1',
};

const KEYS: Statement = {
  name: 'keys of session',
  text: 'SELECT id, value FROM signal_keys WHERE instance_id = $1 AND type = $2 AND id = ANY($3::text[])',
};

const JOURNAL: Statement = {
  name: 'journal of session',
  text: 'SELECT id, plaintext FROM decrypt_journal WHERE instance_id = $1 AND id = ANY($2::text[])',
};

/** What a redelivered stanza is answered from. */
export interface JournalAnswer {
  /** Null: stored and finished, so the text is gone. */
  readonly plaintext: Buffer | null;
}

const SWEEP_ROWS = 5_000;

/** The Signal state of sessions, as stored: a write is seen once it has resolved. */
export class SessionKeys {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  async creds({ scope, instanceId }: SessionLease): Promise<Buffer | undefined> {
    const [row] = await this.database.read<{ creds: Buffer }>(CREDS, [instanceId]);
    return row && this.vault.decryptBytes(scope, 'signal-creds', row.creds);
  }

  /** Those that there are. */
  async keys(
    { scope, instanceId }: SessionLease,
    type: string,
    ids: readonly string[],
  ): Promise<Map<string, Buffer>> {
    const rows = await this.database.read<{ id: string; value: Buffer }>(KEYS, [
      instanceId,
      toStorableText(type),
      ids.map(toStorableText),
    ]);
    const sealed = rows.map(({ value }) => value);
    const values = await this.vault.decryptAllBytes(scope, 'signal-key', sealed);
    const found = new Map(rows.map(({ id }, at) => [id, values[at] as Buffer]));
    return inTheWordsOf(ids, found);
  }

  /** Those that there are. */
  async journal(
    { scope, instanceId }: SessionLease,
    ids: readonly string[],
  ): Promise<Map<string, JournalAnswer>> {
    const rows = await this.database.read<{ id: string; plaintext: Buffer | null }>(JOURNAL, [
      instanceId,
      ids.map(toStorableText),
    ]);
    const sealed = rows.flatMap(({ plaintext }) => plaintext ?? []);
    const plaintexts = await this.vault.decryptAllBytes(scope, 'decrypt-journal', sealed);
    const next = plaintexts.values();
    const found = new Map(
      rows.map(({ id, plaintext }) => [
        id,
        { plaintext: plaintext && (next.next().value as Buffer) },
      ]),
    );
    return inTheWordsOf(ids, found);
  }

  /** Whether it was ever paired, and not logged out since. */
  async hasCreds(scope: TenantScope, instanceId: InstanceId): Promise<boolean> {
    const count = await this.database.client.signalCreds.count({
      where: { instanceId, instance: { accountId: scope.accountId } },
    });
    return count > 0;
  }

  /**
   * Creds, keys and journal at once; messages stay. What was asked to be written before has to have resolved, or it
   * comes back. Throws `LeaseLost`.
   */
  async forget({ instanceId, workerId, epoch }: SessionLease): Promise<void> {
    const held = await this.database.read(FORGET, [instanceId, workerId, epoch]);
    if (held.length === 0) throw new StorageError('LeaseLost');
  }

  /** Of all tenants: tombstones finished that long ago. Returns how many went. */
  async sweepJournal(olderThanDays: number): Promise<number> {
    let total = 0;
    for (;;) {
      const gone = await this.database.read(SWEEP_JOURNAL, [olderThanDays, SWEEP_ROWS]);
      total += gone.length;
      if (gone.length < SWEEP_ROWS) return total;
    }
  }
}

/** Under the ids as they were asked for. */
function inTheWordsOf<Value>(
  ids: readonly string[],
  found: Map<string, Value>,
): Map<string, Value> {
  const answers = new Map<string, Value>();
  for (const id of ids) {
    const value = found.get(toStorableText(id));
    if (value !== undefined) answers.set(id, value);
  }
  return answers;
}
