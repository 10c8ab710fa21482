import { type Database, type Statement } from '../database/database.js';
import { StorageError } from '../errors/storage-error.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

/** A client's name for one request to send. */
export interface IdempotentSend {
  readonly instanceId: InstanceId;
  readonly key: string;
  /** Of all that the request says: the same key may not stand for two. */
  readonly requestHash: Uint8Array;
}

export type KeyVerdict =
  /** Ours to execute; repeated: another request began, and it is not known how far it came. */
  | { readonly kind: 'ours'; readonly messageId: string; readonly isRepeated: boolean }
  | { readonly kind: 'answered'; readonly reply: unknown }
  | { readonly kind: 'busy' }
  | { readonly kind: 'other_request' };

const WRITE_TIMEOUT_MS = 5_000;
const KEPT_HOURS = 24;

/** The column keeps milliseconds, rounded up or down, so the comparison rounds too. */
const CLAIM: Statement = {
  name: 'claim of idempotency key',
  text: `
    INSERT INTO idempotency_keys AS k (instance_id, key, request_hash, message_id, busy_until)
    SELECT i.id, $3, $4, $5, now() + make_interval(secs => $6)
    FROM instances i WHERE i.id = $2 AND i.account_id = $1
    ON CONFLICT (instance_id, key) DO UPDATE SET busy_until = EXCLUDED.busy_until
    WHERE k.reply IS NULL AND k.busy_until <= now()::timestamptz(3)
      AND k.request_hash = EXCLUDED.request_hash
    RETURNING message_id AS "messageId", xmax <> 0 AS "isRepeated"`,
};
const FIND: Statement = {
  name: 'idempotency key',
  text: `SELECT reply, request_hash = $3 AS "isSame" FROM idempotency_keys
    WHERE instance_id = $1 AND key = $2`,
};
const EXTEND: Statement = {
  name: 'extension of idempotency key',
  text: `UPDATE idempotency_keys SET busy_until = now() + make_interval(secs => $3)
    WHERE instance_id = $1 AND key = $2 AND reply IS NULL`,
};
const ANSWER: Statement = {
  name: 'answer of idempotency key',
  text: 'UPDATE idempotency_keys SET reply = $3::json WHERE instance_id = $1 AND key = $2',
};
const FORGET: Statement = {
  name: 'end of idempotency key',
  text: 'DELETE FROM idempotency_keys WHERE instance_id = $1 AND key = $2 AND reply IS NULL',
};
const SWEEP: Statement = {
  name: 'sweep of idempotency keys',
  text: `DELETE FROM idempotency_keys WHERE (instance_id, key) IN (
      SELECT instance_id, key FROM idempotency_keys
      WHERE created_at < now() - make_interval(hours => $1) LIMIT $2
    ) RETURNING 1 AS gone`,
};

/** Which message a client's key stands for, for a day. */
export class IdempotencyKeys {
  constructor(private readonly database: Database) {}

  /** One caller at a time gets `ours`; it has to say `extend` before its time is over, and in the end what came of it. */
  async claim(
    { accountId }: TenantScope,
    { instanceId, key, requestHash }: IdempotentSend,
    messageId: string,
    busySeconds: number,
  ): Promise<KeyVerdict> {
    const [claimed] = await this.database.write<{ messageId: string; isRepeated: boolean }>(
      CLAIM,
      [accountId, instanceId, key, requestHash, messageId, busySeconds],
      WRITE_TIMEOUT_MS,
    );
    if (claimed) return { kind: 'ours', ...claimed };
    const [found] = await this.database.read<{ reply: unknown; isSame: boolean }>(FIND, [
      instanceId,
      key,
      requestHash,
    ]);
    if (!found) throw new StorageError('InstanceNotFound');
    if (!found.isSame) return { kind: 'other_request' };
    return found.reply === null ? { kind: 'busy' } : { kind: 'answered', reply: found.reply };
  }

  async extend({ instanceId, key }: IdempotentSend, busySeconds: number): Promise<void> {
    await this.database.write(EXTEND, [instanceId, key, busySeconds], WRITE_TIMEOUT_MS);
  }

  async answer({ instanceId, key }: IdempotentSend, reply: unknown): Promise<void> {
    const values = [instanceId, key, JSON.stringify(reply)];
    await this.database.write(ANSWER, values, WRITE_TIMEOUT_MS);
  }

  /** Nothing was sent: the key may be used again. */
  async forget({ instanceId, key }: IdempotentSend): Promise<void> {
    await this.database.write(FORGET, [instanceId, key], WRITE_TIMEOUT_MS);
  }

  /** Those older than a day; how many went. */
  async sweep(limit: number): Promise<number> {
    const gone = await this.database.write(SWEEP, [KEPT_HOURS, limit], WRITE_TIMEOUT_MS);
    return gone.length;
  }
}
