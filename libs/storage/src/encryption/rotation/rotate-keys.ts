import { Database } from '../../database/database.js';
import { DeployKeys } from '../deploy-keys.js';
import {
  wrappedDataKeys,
  wrappedDeploySecrets,
  type WrappedRow,
  type WrappedRows,
} from './wrapped-rows.js';

export interface RotateKeysOptions {
  readonly databaseUrl: string;
  readonly encryptionKey: Uint8Array;
  readonly oldEncryptionKeys: readonly Uint8Array[];
  readonly batchSize?: number;
  /** After each batch is stored. What it throws ends the rotation; the next one goes on from there. */
  readonly onBatch?: (rewrappedSoFar: number) => void;
}

export interface RotationReport {
  /** The key by which everything readable is wrapped now. */
  readonly deployKeyId: string;
  readonly rewrapped: number;
  /** Wrapped by keys that were not given; left as they are. */
  readonly unreadable: number;
}

const DEFAULT_BATCH_SIZE = 200;

/**
 * Wraps every data key and deploy secret anew under the current deploy key. No value is touched.
 *
 * Safe while the product runs, once every process knows both keys. A batch is one transaction, and
 * a row says itself by which key it is wrapped, so after a crash the next run does the rest.
 * Deploy secrets come last: they are what start-up checks the key against.
 */
export async function rotateKeys(options: RotateKeysOptions): Promise<RotationReport> {
  const keys = new DeployKeys(options.encryptionKey, options.oldEncryptionKeys);
  const database = await Database.open({ databaseUrl: options.databaseUrl, poolSize: 1 });
  const total = { rewrapped: 0, unreadable: 0 };
  try {
    for (const rows of [wrappedDataKeys, wrappedDeploySecrets]) {
      for await (const batch of rewrapAll(rows, { database, keys }, options.batchSize)) {
        total.rewrapped += batch.rewrapped;
        total.unreadable += batch.unreadable;
        options.onBatch?.(total.rewrapped);
      }
    }
    return { deployKeyId: keys.current.id, ...total };
  } finally {
    await database.close();
  }
}

interface Batch {
  readonly rewrapped: number;
  readonly unreadable: number;
  readonly last: WrappedRow | undefined;
}

async function* rewrapAll(
  rows: WrappedRows,
  { database, keys }: { database: Database; keys: DeployKeys },
  batchSize = DEFAULT_BATCH_SIZE,
): AsyncGenerator<Batch> {
  let after: WrappedRow | undefined;
  do {
    const batch = await database.transaction(async (queries): Promise<Batch> => {
      const found = await rows(queries, keys.current.id, after, batchSize);
      let rewrapped = 0;
      for (const row of found) if (await rewrap(row, keys)) rewrapped += 1;
      return { rewrapped, unreadable: found.length - rewrapped, last: found.at(-1) };
    });
    if (batch.last !== undefined) yield batch;
    after = batch.last;
  } while (after !== undefined);
}

async function rewrap(row: WrappedRow, keys: DeployKeys): Promise<boolean> {
  const secret = keys.unwrap(row.wrapped, row.context);
  if (secret === undefined) return false;
  await row.store(keys.wrap(secret, row.context), keys.current.id);
  return true;
}
