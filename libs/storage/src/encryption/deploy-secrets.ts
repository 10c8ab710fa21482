import { randomBytes } from 'node:crypto';
import { type Database } from '../database/database.js';
import { StorageStartError } from '../errors/storage-error.js';
import { type DeployKeys } from './deploy-keys.js';
import { KEY_BYTES } from './sealed-box.js';

const TOKEN_HASH_KEY = 'token-hash-key';

export const deploySecretContext = (name: string): string => `deploy-secret|${name}`;

/**
 * The key of all token hashes. It is random and stored wrapped, not derived from the deploy key:
 * hashes then outlive a change of that key. Reading it is also the proof, at start, that the
 * deploy key fits this database.
 */
export async function loadTokenHashKey(database: Database, keys: DeployKeys): Promise<Buffer> {
  const context = deploySecretContext(TOKEN_HASH_KEY);
  const row = await findOrCreate(database, keys, context);
  const hashKey = keys.unwrap(row.wrapped, context);
  if (hashKey === undefined) {
    throw new StorageStartError(
      'WrongEncryptionKey',
      `ENCRYPTION_KEY (${keys.current.id}) is not the key this database was encrypted with (${row.deployKeyId}); set that one, or list it in ENCRYPTION_KEYS_OLD.`,
    );
  }
  return hashKey;
}

/** Processes that start together agree on whose row came first. */
async function findOrCreate(database: Database, keys: DeployKeys, context: string) {
  const { deploySecret } = database.client;
  const where = { name: TOKEN_HASH_KEY };
  const found = await deploySecret.findUnique({ where });
  if (found !== null) return found;
  await deploySecret.createMany({
    data: {
      name: TOKEN_HASH_KEY,
      wrapped: keys.wrap(randomBytes(KEY_BYTES), context),
      deployKeyId: keys.current.id,
    },
    skipDuplicates: true,
  });
  return deploySecret.findUniqueOrThrow({ where });
}
