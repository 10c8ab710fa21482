import { describe, expect, it } from '@jest/globals';
import { openBench, openTestStorage } from '../testing/bench.js';
import { freshTenant } from '../testing/fixtures.js';

describe('The vault', () => {
  const bench = openBench();

  it('gives back the text and the bytes that were put in', async () => {
    const { vault } = bench.repositories;
    const { scope } = await freshTenant(bench);
    const text = await vault.encryptText(scope, 'proxy-password', 'pässword 🔑');
    const bytes = await vault.encryptBytes(scope, 'signal-key', Buffer.of(0, 255, 1));
    expect(await vault.decryptOrRaw(scope, 'proxy-password', text)).toBe('pässword 🔑');
    expect(await vault.decryptBytes(scope, 'signal-key', bytes)).toEqual(Buffer.of(0, 255, 1));
  });

  it('reads in another process what was written in this one', async () => {
    const { scope } = await freshTenant(bench);
    const stored = await bench.repositories.vault.encryptText(scope, 'instance-token', 'token');
    const other = await openTestStorage(bench.url);
    expect(await other.repositories.vault.decryptOrRaw(scope, 'instance-token', stored)).toBe(
      'token',
    );
    await other.close();
  });

  it('does not open a value that was moved to another account', async () => {
    const { vault } = bench.repositories;
    const [mine, theirs] = [await freshTenant(bench), await freshTenant(bench)];
    const stored = await vault.encryptBytes(mine.scope, 'signal-key', Buffer.of(1));
    await expect(vault.decryptBytes(theirs.scope, 'signal-key', stored)).rejects.toMatchObject({
      code: 'ValueUnreadable',
    });
  });

  it('does not open a value that was moved to another purpose', async () => {
    const { vault } = bench.repositories;
    const { scope } = await freshTenant(bench);
    const stored = await vault.encryptBytes(scope, 'signal-key', Buffer.of(1));
    await expect(vault.decryptBytes(scope, 'signal-creds', stored)).rejects.toMatchObject({
      code: 'ValueUnreadable',
    });
  });

  it('gives back as stored a text whose key is gone', async () => {
    const { vault } = bench.repositories;
    const { id, scope } = await freshTenant(bench);
    const stored = await vault.encryptText(scope, 's3-secret-key', 'secret');
    await bench.database.client.accountDataKey.deleteMany({ where: { accountId: id } });
    const other = await openTestStorage(bench.url);
    const theirs = other.repositories.vault;
    expect(await theirs.decryptOrRaw(scope, 's3-secret-key', stored)).toBe(stored);
    await other.close();
  });

  it('goes on encrypting when the key is gone, with a new one', async () => {
    const { id, scope } = await freshTenant(bench);
    await bench.database.client.accountDataKey.deleteMany({ where: { accountId: id } });
    const other = await openTestStorage(bench.url);
    const theirs = other.repositories.vault;
    const stored = await theirs.encryptText(scope, 's3-secret-key', 'secret');
    expect(await theirs.decryptOrRaw(scope, 's3-secret-key', stored)).toBe('secret');
    await other.close();
  });
});
