import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type AccountId } from '../tenancy/ids.js';
import { openBench } from '../testing/bench.js';
import { anInstance, freshTenant, freshToken } from '../testing/fixtures.js';

describe('Accounts', () => {
  const bench = openBench();
  const accounts = () => bench.repositories.accounts;
  const nobody = randomUUID() as AccountId;

  it('have what they were made with, and defaults for the rest', async () => {
    const name = `acme ${randomUUID()}`;
    const made = await accounts().create({
      name,
      token: freshToken(),
      quotas: { instances: 5 },
      allowedOrigins: ['https://app.example.com'],
    });
    expect(await accounts().find({ kind: 'name', name })).toEqual(made);
    expect(await accounts().find({ kind: 'id', id: made.id })).toMatchObject({
      name,
      status: 'active',
      maxInstances: 5,
      maxMessagesPerDay: null,
      rateLimitPerMinute: null,
      allowedOrigins: ['https://app.example.com'],
      eventRetentionSeconds: 0,
    });
    expect(Math.abs(made.createdAt.getTime() - Date.now())).toBeLessThan(60_000);
  });

  it('cannot share a name, and the loser leaves no token behind', async () => {
    const [name, token] = [`acme ${randomUUID()}`, freshToken()];
    await accounts().create({ name, token: freshToken() });
    await expect(accounts().create({ name, token })).rejects.toMatchObject({
      code: 'AccountNameTaken',
    });
    expect(await bench.repositories.tokens.find(token)).toBeUndefined();
  });

  it('cannot share a token with an instance', async () => {
    const { scope } = await freshTenant(bench);
    const instance = await bench.repositories.instances.create(scope, anInstance('sales'));
    const name = `acme ${randomUUID()}`;
    await expect(accounts().create({ name, token: instance.token })).rejects.toMatchObject({
      code: 'TokenTaken',
    });
    expect(await accounts().find({ kind: 'name', name })).toBeUndefined();
  });

  it('change in what is named and keep the rest', async () => {
    const { id } = await freshTenant(bench);
    await accounts().update(id, { quotas: { messagesPerDay: 10 }, rateLimitPerMinute: 600 });
    const changed = await accounts().update(id, {
      quotas: { instances: 2 },
      rateLimitPerMinute: null,
    });
    expect(changed).toMatchObject({
      maxInstances: 2,
      maxMessagesPerDay: 10,
      rateLimitPerMinute: null,
    });
  });

  it('cannot be renamed to the name of another', async () => {
    const { id } = await freshTenant(bench);
    const name = `acme ${randomUUID()}`;
    await accounts().create({ name, token: freshToken() });
    await expect(accounts().update(id, { name })).rejects.toMatchObject({
      code: 'AccountNameTaken',
    });
  });

  it('lose the old token in the moment they get a new one', async () => {
    const { id, token } = await freshTenant(bench);
    const next = freshToken();
    await accounts().rotateToken(id, next);
    expect(await bench.repositories.tokens.find(token)).toBeUndefined();
    expect(await bench.repositories.tokens.find(next)).toMatchObject({ account: { id } });
  });

  it('keep the old token when the new one is somebody else’s', async () => {
    const [mine, theirs] = [await freshTenant(bench), await freshTenant(bench)];
    await expect(accounts().rotateToken(mine.id, theirs.token)).rejects.toMatchObject({
      code: 'TokenTaken',
    });
    expect(await bench.repositories.tokens.find(mine.token)).toMatchObject({
      account: { id: mine.id },
    });
  });

  it('are suspended and resumed', async () => {
    const { id } = await freshTenant(bench);
    expect(await accounts().suspend(id)).toMatchObject({ status: 'suspended' });
    expect(await accounts().resume(id)).toMatchObject({ status: 'active' });
  });

  it('that do not exist can be neither changed, suspended, rotated nor deleted', async () => {
    const refused = { code: 'AccountNotFound' };
    await expect(accounts().update(nobody, { name: 'x' })).rejects.toMatchObject(refused);
    await expect(accounts().suspend(nobody)).rejects.toMatchObject(refused);
    await expect(accounts().rotateToken(nobody, freshToken())).rejects.toMatchObject(refused);
    await expect(accounts().delete(nobody)).rejects.toMatchObject(refused);
  });

  it('go with their instances and tokens', async () => {
    const { id, token, scope } = await freshTenant(bench);
    const instance = await bench.repositories.instances.create(scope, anInstance('sales'));
    const hashes = bench.database.client.tokenHash;
    expect(await hashes.count({ where: { accountId: id } })).toBe(2);
    await accounts().delete(id);
    expect(await bench.repositories.instances.list(scope)).toEqual([]);
    expect(await bench.repositories.tokens.find(token)).toBeUndefined();
    expect(await bench.repositories.tokens.find(instance.token)).toBeUndefined();
    expect(await hashes.count({ where: { accountId: id } })).toBe(0);
  });

  it('are listed page by page, oldest first, and none twice', async () => {
    const mark = randomUUID();
    const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => `${mark} ${letter}`);
    for (const name of names) await accounts().create({ name, token: freshToken() });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await accounts().list({ name: mark.toUpperCase(), limit: 2, cursor });
      seen.push(...page.accounts.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(names);
  });

  it('are found by a part of the name as it is written, not as a pattern', async () => {
    const mark = randomUUID();
    await accounts().create({ name: `${mark} axb`, token: freshToken() });
    await accounts().create({ name: `${mark} a_b`, token: freshToken() });
    const { accounts: found } = await accounts().list({ name: `${mark} a_b`, limit: 9 });
    expect(found.map(({ name }) => name)).toEqual([`${mark} a_b`]);
  });

  it('are not listed by a cursor that nobody handed out', async () => {
    await expect(accounts().list({ limit: 2, cursor: 'made-up' })).rejects.toMatchObject({
      code: 'InvalidCursor',
    });
  });

  it('have their origins joined for requests that carry no token', async () => {
    const origin = `https://${randomUUID()}.example.com`;
    for (const _ of [1, 2]) {
      const { id } = await freshTenant(bench);
      await accounts().update(id, { allowedOrigins: [origin] });
    }
    const origins = await accounts().allAllowedOrigins();
    expect(origins.filter((each) => each === origin)).toHaveLength(1);
  });
});
