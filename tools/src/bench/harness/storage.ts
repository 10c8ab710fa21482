import { randomUUID } from 'node:crypto';
import { type OpenStorage, openStorage, type TenantScope, TenantCallers } from '@starling/storage';
import { type Deployment } from './deployment.js';

/** Opens the database of a deployment; the caller closes it. */
export const openStorageOf = ({ databaseUrl, encryptionKey }: Deployment): Promise<OpenStorage> =>
  openStorage({
    databaseUrl,
    poolSize: 2,
    encryptionKey: Buffer.from(encryptionKey, 'hex'),
    oldEncryptionKeys: [],
  });

/** Opens the database of a deployment while `use` runs. */
export async function withStorage<Result>(
  deployment: Deployment,
  use: (storage: OpenStorage) => Promise<Result>,
): Promise<Result> {
  const storage = await openStorageOf(deployment);
  try {
    return await use(storage);
  } finally {
    await storage.close();
  }
}

/** Writes a new account into the database, without a gateway. */
export async function createTenant(
  { repositories }: OpenStorage,
  rateLimitPerMinute: number,
): Promise<{ readonly token: string; readonly scope: TenantScope }> {
  const token = randomUUID();
  await repositories.accounts.create({ name: `bench ${token}`, token, rateLimitPerMinute });
  const callers = new TenantCallers(repositories.tokens);
  const caller = await callers.identify(token);
  return { token, scope: callers.scopeOf(caller as NonNullable<typeof caller>) };
}
