import { afterAll, beforeAll } from '@jest/globals';
import { Database } from '../database/database.js';
import { openStorage, type OpenStorage, type Repositories } from '../storage.js';
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
