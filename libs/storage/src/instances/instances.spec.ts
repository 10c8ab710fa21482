import { jest, describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS, NO_PROXY, NO_S3, type WebhookConfig } from '@starling/contract';
import pg from 'pg';
import { openBench } from '../testing/bench.js';
import { anInstance, freshTenant, type Tenant } from '../testing/fixtures.js';

const WEBHOOK: WebhookConfig = {
  label: 'default',
  enabled: true,
  url: 'https://example.com/wh?k=1',
  authorization: 'Bearer secret',
  byEvents: true,
  events: ['instance.state', 'call.update'],
  mediaBase64: true,
};

describe('Instances', () => {
  const bench = openBench();
  const instances = () => bench.repositories.instances;

  it('are born disconnected, with defaults and without rows that nobody asked for', async () => {
    const { scope } = await freshTenant(bench);
    const made = await instances().create(scope, anInstance('sales'));
    expect(made).toMatchObject({
      name: 'sales',
      desiredState: 'disconnected',
      state: 'disconnected',
      jid: null,
      profile: { name: '', pictureUrl: '', isBusiness: false, businessName: '' },
      settings: DEFAULT_SETTINGS,
      proxy: NO_PROXY,
      s3: NO_S3,
      webhook: null,
      websocket: null,
    });
    expect(await instances().find(scope, made.id)).toMatchObject({ name: 'sales' });
  });

  it('are created with all their blocks at once, secrets readable by those who need them', async () => {
    const { scope } = await freshTenant(bench);
    const proxy = { host: '10.0.0.2', port: '8080', protocol: 'socks5', username: 'u' } as const;
    const s3 = { region: 'r', bucket: 'b', accessKey: 'a', endpoint: null, pathPrefix: 'p' };
    const websocket = { enabled: true, events: [], mediaBase64: true };
    const made = await instances().create(
      scope,
      anInstance('sales', {
        settings: { ...DEFAULT_SETTINGS, ignoreStatus: true },
        proxy: { enabled: true, ...proxy, password: { kind: 'set', password: 'pw' } },
        s3: { enabled: true, ...s3, secretKey: 'sk' },
        webhook: WEBHOOK,
        websocket,
      }),
    );
    const { authorization, ...summary } = WEBHOOK;
    expect(made).toMatchObject({
      settings: { ignoreStatus: true },
      proxy: { enabled: true, ...proxy },
      s3: { enabled: true, ...s3, secretKey: null },
      webhook: summary,
      websocket,
    });
    const { webhooks, proxyConfigs, s3Configs } = bench.repositories;
    expect(await webhooks.find(scope, made.id, 'default')).toEqual({ ...summary, authorization });
    expect(await proxyConfigs.findAccess(scope, made.id)).toEqual({ ...proxy, password: 'pw' });
    expect(await s3Configs.findAccess(scope, made.id)).toEqual({ ...s3, secretKey: 'sk' });
  });

  it('get no row for a proxy or bucket that is switched off, but one for a socket', async () => {
    const { scope } = await freshTenant(bench);
    const websocket = { enabled: false, events: [], mediaBase64: false };
    const made = await instances().create(
      scope,
      anInstance('sales', { proxy: { enabled: false }, s3: { enabled: false }, websocket }),
    );
    expect(made).toMatchObject({ proxy: NO_PROXY, s3: NO_S3, websocket });
    expect(await bench.repositories.websocketConfigs.find(scope, made.id)).toEqual(websocket);
  });

  it('may bear the same name in two accounts, but each account sees its own', async () => {
    const [mine, theirs] = [await freshTenant(bench), await freshTenant(bench)];
    const own = await instances().create(mine.scope, anInstance('sales'));
    const other = await instances().create(theirs.scope, anInstance('sales'));
    expect((await instances().findByName(mine.scope, 'sales'))?.id).toBe(own.id);
    expect(await instances().find(mine.scope, other.id)).toBeUndefined();
    expect(await instances().findWithConfiguration(mine.scope, other.id)).toBeUndefined();
    await expect(instances().delete(mine.scope, other.id)).rejects.toMatchObject({
      code: 'InstanceNotFound',
    });
    expect(await instances().list(theirs.scope)).toHaveLength(1);
  });

  it('differ by the case of their names', async () => {
    const { scope } = await freshTenant(bench);
    await instances().create(scope, anInstance('Sales'));
    expect(await instances().findByName(scope, 'sales')).toBeUndefined();
  });

  it('cannot take a token that an account bears', async () => {
    const [mine, theirs] = [await freshTenant(bench), await freshTenant(bench)];
    const taken = anInstance('sales', { token: theirs.token });
    await expect(instances().create(mine.scope, taken)).rejects.toMatchObject({
      code: 'InstanceTokenTaken',
    });
    expect(await instances().list(mine.scope)).toEqual([]);
  });

  it('are listed oldest first, and by name those that exist', async () => {
    const { scope } = await freshTenant(bench);
    for (const name of ['c', 'a', 'b']) await instances().create(scope, anInstance(name));
    const names = (found: readonly { name: string }[]) => found.map(({ name }) => name);
    expect(names(await instances().list(scope))).toEqual(['c', 'a', 'b']);
    expect(names(await instances().listNamed(scope, ['b', 'nobody', 'c']))).toEqual(['c', 'b']);
  });

  it('are read once for all lists of the same tick, and again for a later list', async () => {
    const { scope } = await freshTenant(bench);
    const { id } = await instances().create(scope, anInstance('sales'));
    const listed = await countQueries(() =>
      Promise.all([instances().list(scope), instances().list(scope)]),
    );
    expect(listed.queries).toBe(1);
    expect(listed.result[1]).toHaveLength(1);
    await instances().delete(scope, id);
    expect(await instances().list(scope)).toEqual([]);
  });

  it('free their name and their token when they go', async () => {
    const { scope } = await freshTenant(bench);
    const same = anInstance('sales');
    const { id } = await instances().create(scope, same);
    await instances().delete(scope, id);
    expect((await instances().create(scope, same)).token).toBe(same.token);
  });

  it('take as many queries to list a thousand as to list one', async () => {
    const tenant = await freshTenant(bench);
    const websocket = { enabled: true, events: [], mediaBase64: false };
    const first = anInstance('first', { webhook: WEBHOOK, websocket });
    const { id } = await instances().create(tenant.scope, first);
    const ofOne = await countQueries(() => instances().list(tenant.scope));
    await copyInstance(tenant, id, 999);
    const ofThousand = await countQueries(() => instances().list(tenant.scope));
    expect(ofThousand.result).toHaveLength(1_000);
    expect(ofThousand.result.every(({ webhook, token }) => webhook && token === first.token)).toBe(
      true,
    );
    expect(ofThousand.queries).toBe(ofOne.queries);
    expect(ofThousand.queries).toBe(1);
  });

  async function copyInstance({ id: accountId }: Tenant, id: string, copies: number) {
    const { client } = bench.database;
    await client.$executeRaw`
      INSERT INTO instances (id, account_id, name, token)
      SELECT gen_random_uuid(), account_id, 'copy ' || n, token
      FROM instances, generate_series(1, ${copies}) n WHERE id = ${id}::uuid`;
    for (const table of [
      'websocket_configs (instance_id, enabled)',
      'webhooks (instance_id, enabled, label)',
    ]) {
      const label = table.includes('label') ? ", 'default'" : '';
      await client.$executeRawUnsafe(
        `INSERT INTO ${table} SELECT id, true${label} FROM instances
         WHERE account_id = '${accountId}' AND name LIKE 'copy %'`,
      );
    }
  }
});

async function countQueries<Result>(act: () => Promise<Result>) {
  const query = jest.spyOn(pg.Client.prototype, 'query');
  try {
    const result = await act();
    return { result, queries: query.mock.calls.length };
  } finally {
    query.mockRestore();
  }
}
