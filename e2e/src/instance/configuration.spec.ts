import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS, NO_PROXY, NO_S3 } from '@starling/contract';
import {
  type Client,
  clientOf,
  type JsonReply,
  newTenant,
  type Product,
  refusal,
  startProduct,
  testServices,
} from '@starling/testing';
import pg from 'pg';

/*
 * Settings, proxy and storage of an instance. What no answer may tell, a password for one, is looked up in the
 * database, where it must not stand as it was sent either.
 */
const database = new pg.Client(testServices().databaseUrl);
const INVALID_BODY = [400, 'Invalid request body'];

let product: Product;
let mine: Client;
let name: string;
let id: string;
let instances = 0;

beforeAll(async () => {
  await database.connect();
  product = await startProduct(testServices());
  mine = clientOf(
    product.baseUrl,
    (await newTenant(product, { rateLimitPerMinute: 1_000_000 })).token,
  );
});

afterAll(async () => {
  await product.stop();
  await database.end();
});

beforeEach(async () => {
  name = `i${(instances += 1)}`;
  const { body } = await mine.post('/api/instance/new', { name });
  ({ id } = (body as { instance: { id: string } }).instance);
});

const get = (what: string) => mine.get(`/api/instance/${what}/${name}`);
const set = (what: string, body: unknown) => mine.post(`/api/instance/${what}/${name}`, body);
const told = (reply: JsonReply) => [reply.status, reply.body];
const inList = async () => {
  const { body } = await mine.get('/api/instance/list', { query: { instanceName: name } });
  return (body as { instances: [Record<string, unknown>] }).instances[0];
};
async function column(table: string, what: string): Promise<string | null | undefined> {
  const { rows } = await database.query(
    `SELECT ${what} AS value FROM ${table} WHERE instance_id = $1`,
    [id],
  );
  return (rows as { value: string | null }[])[0]?.value;
}

describe('Settings', () => {
  const retrieved = (settings: object) => [
    ...[200, { success: true, message: 'Settings retrieved successfully', settings }],
  ];

  it('are the defaults at first, and then what was sent last of each', async () => {
    expect(told(await get('getSettings'))).toEqual(retrieved(DEFAULT_SETTINGS));
    let settings: Record<string, unknown> = DEFAULT_SETTINGS;
    for (const change of [
      { autoRejectCalls: true },
      { callRejectMessage: '  please write 👋\n' },
      { ignoreGroupMessages: true, keepOnlineStatus: true, autoReadMessages: true },
      { disableHistorySync: false, ignoreStatus: true, autoRejectCalls: false },
      { callRejectMessage: '' },
    ]) {
      settings = { ...settings, ...change };
      expect(told(await set('settings', { ...change, ignoreStatuses: 'unknown' }))).toEqual([
        ...[200, { success: true, message: 'Settings updated successfully', settings }],
      ]);
      expect(told(await get('getSettings'))).toEqual(retrieved(settings));
      expect((await inList())?.['settings']).toEqual(settings);
    }
  });

  it('keep their value beside a null', async () => {
    await set('settings', { ignoreStatus: true });
    await set('settings', { ignoreStatus: null, autoReadMessages: true });
    const expected = { ...DEFAULT_SETTINGS, ignoreStatus: true, autoReadMessages: true };
    expect(told(await get('getSettings'))).toEqual(retrieved(expected));
  });

  it.each([{}, { ignoreStatus: null }, { unknown: true }, { IgnoreStatus: true }])(
    'are not changed by %j, in which there is none',
    async (body) => {
      expect(refusal(await set('settings', body))).toEqual([
        400,
        'At least one setting must be provided',
      ]);
    },
  );

  it('are changed all or none', async () => {
    expect(refusal(await set('settings', { ignoreStatus: true, autoReadMessages: 1 }))).toEqual(
      INVALID_BODY,
    );
    expect(told(await get('getSettings'))).toEqual(retrieved(DEFAULT_SETTINGS));
  });

  it('changed at the same time do not lose each other', async () => {
    const flags = [
      'autoRejectCalls',
      'ignoreGroupMessages',
      'keepOnlineStatus',
      'autoReadMessages',
      'ignoreStatus',
    ];
    await Promise.all(flags.map((flag) => set('settings', { [flag]: true })));
    const all = Object.fromEntries(flags.map((flag) => [flag, true]));
    expect(told(await get('getSettings'))).toEqual(retrieved({ ...DEFAULT_SETTINGS, ...all }));
  });
});

describe('The proxy', () => {
  const on = { enabled: true, host: 'proxy.example.com', port: '8080' };
  const retrieved = (proxy: object) => [
    ...[200, { success: true, message: 'Proxy configuration retrieved successfully', proxy }],
  ];
  const updated = (proxy: object) => [
    ...[200, { success: true, message: 'Proxy configuration updated successfully', proxy }],
  ];

  it('is off at first, told as sent once on, and wiped by off', async () => {
    expect(told(await get('getProxy'))).toEqual(retrieved(NO_PROXY));
    const proxy = { ...on, protocol: 'socks5', username: 'u' };
    expect(told(await set('proxy', { ...proxy, password: 'secret' }))).toEqual(updated(proxy));
    expect(told(await get('getProxy'))).toEqual(retrieved(proxy));
    expect((await inList())?.['proxy']).toEqual({ ...proxy, password: null });
    expect(told(await set('proxy', { ...proxy, enabled: false }))).toEqual(updated(NO_PROXY));
    expect(told(await get('getProxy'))).toEqual(retrieved(NO_PROXY));
    expect((await inList())?.['proxy']).toEqual({ ...NO_PROXY, password: null });
  });

  it('is replaced whole: what is not sent again is gone, and http is the protocol', async () => {
    await set('proxy', { ...on, protocol: 'https', username: 'u' });
    const replaced = { ...on, host: 'other', protocol: 'http', username: null };
    expect(told(await set('proxy', { ...on, host: 'other' }))).toEqual(updated(replaced));
    expect(told(await get('getProxy'))).toEqual(retrieved(replaced));
  });

  it('keeps its password while none is sent, loses it by an empty one, and with the proxy', async () => {
    const password = () => column('proxy_configs', 'password');
    await set('proxy', { ...on, password: 'hidden-3' });
    const stored = await password();
    expect(stored).toEqual(expect.any(String));
    expect(stored).not.toContain('hidden-3');
    for (const kept of [undefined, null]) {
      await set('proxy', { ...on, host: 'elsewhere', password: kept });
      expect(await password()).toBe(stored);
    }
    await set('proxy', { ...on, password: 'hidden-4' });
    expect([null, stored]).not.toContain(await password());
    await set('proxy', { ...on, password: '' });
    expect(await password()).toBeNull();
    await set('proxy', { ...on, password: 'hidden-5' });
    await set('proxy', { enabled: false });
    await set('proxy', on);
    expect(await password()).toBeNull();
  });

  it('never tells its password', async () => {
    const replies = [await set('proxy', { ...on, password: 'hidden-6' }), await get('getProxy')];
    for (const { body } of replies) {
      expect(Object.keys((body as { proxy: object }).proxy)).toEqual([
        ...['enabled', 'host', 'port', 'protocol', 'username'],
      ]);
    }
    expect(JSON.stringify([replies, await inList(), product.gateway.output()])).not.toContain(
      'hidden-6',
    );
  });

  it.each([
    [{}, 'Invalid request body'],
    [{ ...on, enabled: null }, 'Invalid request body'],
    [{ ...on, enabled: 'true' }, 'Invalid request body'],
    [{ host: 'h', port: '1' }, 'Invalid request body'],
    [{ enabled: true }, 'Proxy host and port are required'],
    [{ enabled: true, host: 'h' }, 'Proxy host and port are required'],
    [{ enabled: true, port: 1 }, 'Proxy host and port are required'],
    [{ ...on, host: '' }, 'Proxy host and port are required'],
    [{ ...on, port: '' }, 'Proxy host and port are required'],
    [{ ...on, port: '0' }, 'Invalid request body'],
    [{ ...on, port: 65_536 }, 'Invalid request body'],
    [{ ...on, protocol: 'ftp' }, "Invalid proxy protocol. Use 'http', 'https' or 'socks5'"],
    [{ ...on, protocol: 'HTTP' }, "Invalid proxy protocol. Use 'http', 'https' or 'socks5'"],
    [{ ...on, protocol: '' }, "Invalid proxy protocol. Use 'http', 'https' or 'socks5'"],
  ])('refuses %j and stays as it was', async (body, text) => {
    await set('proxy', { ...on, username: 'before' });
    expect(refusal(await set('proxy', body))).toEqual([400, text]);
    expect((await get('getProxy')).body).toMatchObject({ proxy: { username: 'before' } });
  });
});

describe('The storage', () => {
  const keys = { region: 'us-east-1', bucket: 'b', accessKey: 'AKIA', secretKey: 'hidden-7' };
  const on = { enabled: true, ...keys };
  const { secretKey: _, ...off } = NO_S3;
  const shown = { enabled: true, region: 'us-east-1', bucket: 'b', accessKey: 'AKIA' };
  const updated = (s3: object) => [200, { success: true, message: 'S3 configuration updated', s3 }];

  it('is off at first, told without its secret once on, and wiped by off', async () => {
    expect(told(await get('getS3'))).toEqual([200, { success: true, s3: NO_S3 }]);
    const s3 = { ...shown, endpoint: '', pathPrefix: 'wa' };
    expect(told(await set('s3', { ...on, endpoint: '', pathPrefix: 'wa' }))).toEqual(updated(s3));
    expect(told(await get('getS3'))).toEqual([
      200,
      { success: true, s3: { ...s3, secretKey: null } },
    ]);
    expect((await inList())?.['s3']).toEqual({ ...s3, secretKey: null });
    expect(told(await set('s3', { ...on, enabled: false }))).toEqual(updated(off));
    expect(told(await get('getS3'))).toEqual([200, { success: true, s3: NO_S3 }]);
    expect(await column('s3_configs', 'secret_key')).toBeUndefined();
  });

  it('is replaced whole', async () => {
    await set('s3', { ...on, endpoint: 'https://s3.example', pathPrefix: 'wa' });
    expect(told(await set('s3', on))).toEqual(
      updated({ ...shown, endpoint: null, pathPrefix: null }),
    );
  });

  it('never tells its secret key, and does not keep it as it was sent', async () => {
    const replies = [await set('s3', on), await get('getS3'), await inList()];
    const everywhere = JSON.stringify([replies, await column('s3_configs', 'secret_key')]);
    expect(everywhere + product.gateway.output()).not.toContain('hidden-7');
  });

  it.each([
    {},
    { enabled: null },
    { enabled: 'true' },
    keys,
    { enabled: true },
    ...Object.keys(keys).flatMap((key) => [
      { ...on, [key]: undefined },
      { ...on, [key]: null },
      { ...on, [key]: '' },
    ]),
  ])('refuses %j and stays as it was', async (body) => {
    await set('s3', { ...on, pathPrefix: 'before' });
    expect(refusal(await set('s3', body))).toEqual(INVALID_BODY);
    expect((await get('getS3')).body).toMatchObject({
      s3: { enabled: true, pathPrefix: 'before' },
    });
  });
});

describe('Every change', () => {
  it.each([
    ['/api/instance/settings', { ignoreStatus: true }],
    ['/api/instance/proxy', { enabled: false }],
    ['/api/instance/s3', { enabled: false }],
    ['/api/events/webhook', { enabled: false }],
    ['/api/events/websocket', { enabled: false }],
  ])('by %s moves updatedAt, and createdAt stays', async (path, body) => {
    await database.query(`UPDATE instances SET created_at = $2, updated_at = $2 WHERE id = $1`, [
      ...[id, '2020-01-01T00:00:00Z'],
    ]);
    await mine.post(`${path}/${name}`, body);
    const { createdAt, updatedAt } = (await inList()) as Record<string, string>;
    expect(createdAt).toBe('2020-01-01T00:00:00Z');
    expect(Date.parse(updatedAt as string)).toBeGreaterThan(Date.now() - 60_000);
  });
});
