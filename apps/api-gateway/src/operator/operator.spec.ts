import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listAudit, parseQuery } from '@starling/contract';
import { type OpenStorage, openStorage, type Repositories, TenantCallers } from '@starling/storage';
import { testServices } from '@starling/testing';
import { TokenCache } from '../auth/token-cache.js';
import { type GatewayConfig } from '../config/gateway.config.js';
import { type Call } from '../call/call.js';
import { accountToken } from './account-token.js';
import { ListAudit } from './list-audit.js';
import { ensureNamedAccount } from './named-account.js';

/* Real Postgres; what handlers decide by themselves. Routes, tokens and replies are asserted over HTTP in e2e. */

/** That of every test that shares the run's database: deploy keys belong to a database. */
const ENCRYPTION_KEY = Buffer.alloc(32, 0xa5);
const ADMIN_TOKEN = randomUUID();

let storage: OpenStorage;
const repositories = (): Repositories => storage.repositories;

beforeAll(async () => {
  const { databaseUrl } = testServices();
  storage = await openStorage({
    databaseUrl,
    poolSize: 2,
    encryptionKey: ENCRYPTION_KEY,
    oldEncryptionKeys: [],
  });
});
afterAll(() => storage.close());

const newAccount = () =>
  repositories().accounts.create({ name: `acme ${randomUUID()}`, token: randomUUID() });

describe('The account in a path', () => {
  const find = (account: string) => ensureNamedAccount(repositories().accounts, { account });

  it('is found by its name, and by its id in any case', async () => {
    const { id, name } = await newAccount();
    expect(await find(name)).toMatchObject({ id });
    expect(await find(id.toUpperCase())).toMatchObject({ id });
  });

  it.each(['nobody', '0b2f6c1e-54a7-4f0b-9d0e-6f1c2a7d9e10', '', 'a\0b', 'a/b'])(
    'that is no account (%j) is not found',
    async (text) => {
      await expect(find(text)).rejects.toMatchObject({ code: 'AccountNotFound' });
    },
  );
});

describe('The token of an account', () => {
  const choose = (chosen?: string) => {
    const config = { ADMIN_TOKEN } as GatewayConfig;
    return accountToken(chosen, new TokenCache(config, new TenantCallers(repositories().tokens)));
  };

  it('is new and safe in a URL when none was chosen', async () => {
    const [first, second] = [await choose(), await choose()];
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(first).not.toBe(second);
  });

  it('is the chosen one, but never that of the operator', async () => {
    expect(await choose('x')).toBe('x');
    await expect(choose(ADMIN_TOKEN)).rejects.toMatchObject({ code: 'TokenTaken' });
  });
});

describe('The audit', () => {
  const list = (query: Record<string, string>) =>
    new ListAudit(repositories().auditLog, repositories().accounts).act({
      query: parseQuery(listAudit, query),
    } as Call<typeof listAudit>);

  const actsOn = async (actions: readonly string[]) => {
    const account = await newAccount();
    for (const action of actions) {
      await repositories().auditLog.record({ actor: 'operator', action, accountId: account.id });
    }
    return account;
  };

  it('of an account is found by its name while it lives, and by its id for ever', async () => {
    const { id, name } = await actsOn(['first']);
    expect((await list({ account: name })).entries).toMatchObject([{ action: 'first' }]);
    await repositories().accounts.delete(id);
    expect((await list({ account: id })).entries).toMatchObject([{ accountId: id }]);
    await expect(list({ account: name })).rejects.toMatchObject({ code: 'AccountNotFound' });
  });

  it('comes newest first, page by page', async () => {
    const { id } = await actsOn(['first', 'second', 'third']);
    const page = await list({ account: id, limit: '2' });
    expect(page.entries.map(({ action }) => action)).toEqual(['third', 'second']);
    const rest = await list({ account: id, limit: '2', cursor: page.meta.nextCursor as string });
    expect(rest.entries.map(({ action }) => action)).toEqual(['first']);
    expect(rest.meta.nextCursor).toBeNull();
  });

  it('begins where asked, even if that is before the beginning of times', async () => {
    const { id } = await actsOn(['first']);
    const since = (moment: string) => list({ account: id, since: moment });
    expect((await since('0000-01-01T00:00:00Z')).entries).toHaveLength(1);
    expect((await since('9999-12-31T23:59:59-23:00')).entries).toHaveLength(0);
  });

  it('has a reply as it was declared', async () => {
    const { id } = await actsOn(['first']);
    const reply = await list({ account: id });
    expect(listAudit.reply.parse(reply)).toEqual(reply);
  });
});
