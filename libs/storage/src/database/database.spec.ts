import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type StorageStartError } from '../errors/storage-error.js';
import {
  createDatabase,
  createEmptyDatabase,
  type ThrowawayDatabase,
  withClient,
} from '../testing/throwaway-database.js';
import { Database } from './database.js';

describe('Opening the database', () => {
  let migrated: ThrowawayDatabase;
  beforeAll(async () => {
    migrated = await createDatabase();
  });
  afterAll(() => migrated.drop());

  const openAt = (change: (url: URL) => void) => {
    const url = new URL(migrated.url);
    change(url);
    return Database.open({ databaseUrl: url.href, poolSize: 1 });
  };
  const refusal = async (change: (url: URL) => void): Promise<StorageStartError> => {
    const error = await openAt(change).catch((thrown: unknown) => thrown);
    return error as StorageStartError;
  };

  it('says in one sentence that nobody listens there', async () => {
    const { code, message } = await refusal((url) => (url.port = '1'));
    expect(code).toBe('DatabaseUnreachable');
    expect(message).toMatch(/^Database ".+" on 127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/);
  });

  it('says in one sentence that the password is wrong, without telling it', async () => {
    const { code, message } = await refusal((url) => (url.password = 'wrong-password'));
    expect(code).toBe('DatabaseRefused');
    expect(message).toContain('refused the user or the password');
    expect(message).not.toContain('wrong-password');
  });

  it('says in one sentence that there is no such database', async () => {
    const { code, message } = await refusal((url) => (url.pathname = '/nowhere'));
    expect(code).toBe('DatabaseRefused');
    expect(message).toContain('Database "nowhere"');
    expect(message).toContain('does not exist');
  });

  it('says in one sentence that the migrations have not run', async () => {
    const empty = await createEmptyDatabase();
    const opened = Database.open({ databaseUrl: empty.url, poolSize: 1 });
    await expect(opened).rejects.toMatchObject({ code: 'DatabaseNotMigrated' });
    await empty.drop();
  });

  it('says in one sentence that this is no address of a Postgres', async () => {
    for (const databaseUrl of ['nonsense', 'http://127.0.0.1/x']) {
      const opened = Database.open({ databaseUrl, poolSize: 1 });
      await expect(opened).rejects.toMatchObject({ code: 'InvalidDatabaseUrl' });
    }
  });

  it('keeps moments as they are on a server that lives in another time zone', async () => {
    const name = new URL(migrated.url).pathname.slice(1);
    await withClient(migrated.url, (client) =>
      client.query(`ALTER DATABASE "${name}" SET timezone = 'America/Sao_Paulo'`),
    );
    const database = await openAt(() => undefined);
    const happenedAt = new Date('2026-04-28T10:30:00.123Z');
    const { id } = await database.client.auditEntry.create({
      data: { actor: 'operator', action: 'test', happenedAt },
    });
    const entry = await database.client.auditEntry.findUniqueOrThrow({ where: { id } });
    const [epoch] = await database.client.$queryRaw<{ seconds: number }[]>`
      SELECT extract(epoch FROM happened_at)::float8 AS seconds FROM audit_log WHERE id = ${id}`;
    const [read] = await database.read<{ happened_at: Date }>(
      { name: 'entry', text: 'SELECT happened_at FROM audit_log WHERE id = $1' },
      [String(id)],
    );
    expect(entry.happenedAt).toEqual(happenedAt);
    expect(read?.happened_at).toEqual(happenedAt);
    expect(epoch?.seconds).toBe(happenedAt.getTime() / 1000);
    await database.close();
  });

  it('rolls everything back when the work of a transaction throws', async () => {
    const database = await openAt(() => undefined);
    const failing = database.transaction(async (queries) => {
      await queries.account.create({ data: { name: 'half' } });
      throw new Error('on the way');
    });
    await expect(failing).rejects.toThrow('on the way');
    expect(await database.client.account.count({ where: { name: 'half' } })).toBe(0);
    await database.close();
  });
});
