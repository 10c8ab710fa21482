import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import { DEFAULT_SETTINGS } from '@starling/contract';
import { Database } from '../database/database.js';
import { type NewInstance } from '../instances/create-instance.js';
import { openStorage, type OpenStorage, type Repositories } from '../storage.js';
import { type AccountId } from '../tenancy/ids.js';
import { mintTenantScope, type TenantScope } from '../tenancy/tenant-scope.js';
import { createDatabase, type ThrowawayDatabase } from './throwaway-database.js';

/** An open storage for the specs of one file. */
export interface Bench {
  readonly url: string;
  readonly repositories: Repositories;
  /** For looking behind the repositories. */
  readonly database: Database;
}

export const ENCRYPTION_KEY = Buffer.alloc(32, 7);

export function openBench(): Bench {
  let place: ThrowawayDatabase;
  let storage: OpenStorage;
  let database: Database;
  beforeAll(async () => {
    place = await createDatabase();
    storage = await openTestStorage(place.url);
    database = await Database.open({ databaseUrl: place.url, poolSize: 4 });
  });
  afterAll(async () => {
    await storage.close();
    await database.close();
    await place.drop();
  });
  return {
    get url() {
      return place.url;
    },
    get repositories() {
      return storage.repositories;
    },
    get database() {
      return database;
    },
  };
}

/** What another process of the same deployment would open. */
export const openTestStorage = (
  databaseUrl: string,
  encryptionKey: Uint8Array = ENCRYPTION_KEY,
  oldEncryptionKeys: readonly Uint8Array[] = [],
): Promise<OpenStorage> =>
  openStorage({ databaseUrl, poolSize: 8, encryptionKey, oldEncryptionKeys });

export interface Tenant {
  readonly id: AccountId;
  readonly token: string;
  readonly scope: TenantScope;
}

/** An account of its own for one test, so that tests may share the database. */
export async function freshTenant({ repositories }: Pick<Bench, 'repositories'>): Promise<Tenant> {
  const token = freshToken();
  const { id } = await repositories.accounts.create({ name: `tenant ${randomUUID()}`, token });
  return { id, token, scope: mintTenantScope(id) };
}

export const freshToken = (): string => randomBytes(16).toString('hex');

export const anInstance = (name: string, blocks: Partial<NewInstance> = {}): NewInstance => ({
  name,
  token: freshToken(),
  settings: DEFAULT_SETTINGS,
  ...blocks,
});
