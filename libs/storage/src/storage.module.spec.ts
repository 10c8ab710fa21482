import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp } from '@starling/platform';
import { Accounts } from './accounts/accounts.js';
import { StorageModule } from './storage.module.js';
import { ENCRYPTION_KEY } from './testing/bench.js';
import { freshToken } from './testing/fixtures.js';
import { createDatabase, type ThrowawayDatabase } from './testing/throwaway-database.js';

describe('An app with storage', () => {
  let database: ThrowawayDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  const start = (databaseUrl: string) =>
    startApp({
      role: 'api-gateway',
      config: { HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'silent', LOG_FORMAT: 'json' },
      describedConfig: {},
      rootModule: () =>
        StorageModule.forRoot({
          databaseUrl,
          poolSize: 2,
          encryptionKey: ENCRYPTION_KEY,
          oldEncryptionKeys: [],
        }),
    });

  it('has its repositories injected, is ready while the database is, and closes it last', async () => {
    const running = await start(database.url);
    const accounts = running.app.get(Accounts);
    await accounts.create({ name: 'acme', token: freshToken() });
    const ready = await fetch(`http://127.0.0.1:${running.port}/readyz`);
    expect(await ready.json()).toEqual({ status: 'ok', checks: { db: 'ok' } });
    await running.stop();
    await expect(accounts.find({ kind: 'name', name: 'acme' })).rejects.toThrow();
  });

  it('does not start without a database', async () => {
    const nowhere = new URL(database.url);
    nowhere.port = '1';
    await expect(start(nowhere.href)).rejects.toMatchObject({ code: 'DatabaseUnreachable' });
  });
});
