import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Client,
  clientOf,
  freshAddress,
  newTenant,
  type Product,
  refusal,
  startProduct,
  testServices,
} from '@starling/testing';
import pg from 'pg';

/* Deleting an instance: what is left of it is looked up in every table of the database. */
const database = new pg.Client(testServices().databaseUrl);

let product: Product;
let mine: Client;

beforeAll(async () => {
  await database.connect();
  product = await startProduct(testServices(), { TRUST_PROXY: 'true' });
  mine = clientOf(
    product.baseUrl,
    (await newTenant(product, { rateLimitPerMinute: 10_000 })).token,
  );
});

afterAll(async () => {
  await product.stop();
  await database.end();
});

/** An instance with everything that can be configured, a message, and a token of its own. */
async function createFull(name: string, token: string): Promise<string> {
  const { body } = await mine.post('/api/instance/new', {
    name,
    token,
    ignoreStatus: true,
    websocketEnabled: true,
    proxyEnabled: true,
    proxyHost: 'h',
    proxyPort: 1,
    proxyPassword: 'p',
    webhookEnabled: true,
    webhookURL: 'https://app.example',
    s3Enabled: true,
    s3Region: 'r',
    s3Bucket: 'b',
    s3AccessKey: 'a',
    s3SecretKey: 's',
  });
  const { id } = (body as { instance: { id: string } }).instance;
  await database.query(
    `INSERT INTO messages (instance_id, message_id, chat_jid, from_me, type, sent_at)
     VALUES ($1, 'm', 'c@s.whatsapp.net', true, 'text', now())`,
    [id],
  );
  return id;
}

/** Tables in which a row names the instance; the audit log tells of it for ever. */
async function tablesNaming(id: string): Promise<string[]> {
  const { rows } = await database.query(
    `SELECT table_name, data_type FROM information_schema.columns
     WHERE column_name = 'instance_id' AND table_name <> 'audit_log' AND table_schema = current_schema()`,
  );
  const found = [
    'instances:id',
    ...rows.map(({ table_name: table }) => `${table}:instance_id`),
  ].map(async (place) => {
    const [table, column] = place.split(':');
    const { rowCount } = await database.query(`SELECT FROM ${table} WHERE ${column} = $1`, [id]);
    return rowCount ? [table as string] : [];
  });
  return (await Promise.all(found)).flat().sort();
}

describe('Deleting an instance', () => {
  it('removes every row of it, and a second time finds nothing', async () => {
    const id = await createFull('whole', `whole-${randomUUID()}`);
    expect(await tablesNaming(id)).toEqual([
      'instance_settings',
      'instances',
      'messages',
      'proxy_configs',
      's3_configs',
      'token_hashes',
      'webhooks',
      'websocket_configs',
    ]);
    const reply = await mine.delete('/api/instance/delete/whole');
    expect([reply.status, reply.body]).toEqual([
      200,
      { success: true, message: 'Instance deleted', instance: { status: 'deleted' } },
    ]);
    expect(await tablesNaming(id)).toEqual([]);
    expect(refusal(await mine.delete('/api/instance/delete/whole'))).toEqual([
      404,
      'Instance not found',
    ]);
  });

  it('ends its token and frees both name and token at once', async () => {
    const token = `again-${randomUUID()}`;
    for (let round = 0; round < 3; round += 1) {
      const id = await createFull('again', token);
      const own = clientOf(product.baseUrl, token);
      const { body } = await own.get('/api/instance/list');
      expect(body).toMatchObject({ instances: [{ id, name: 'again' }] });
      await mine.delete('/api/instance/delete/again');
      const after = await own.get('/api/instance/list', { headers: freshAddress() });
      expect(refusal(after)).toEqual([401, 'Invalid token']);
      expect(refusal(await mine.get('/api/instance/getSettings/again'))).toEqual([
        404,
        'Instance not found',
      ]);
    }
  });

  it('succeeds for one only of those who do it at once, and the others find nothing', async () => {
    await createFull('contested', `contested-${randomUUID()}`);
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => mine.delete('/api/instance/delete/contested')),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404]);
  });

  it('is not for its own token', async () => {
    const token = `keeper-${randomUUID()}`;
    await createFull('keeper', token);
    const reply = await clientOf(product.baseUrl, token).delete('/api/instance/delete/keeper');
    expect(refusal(reply)).toEqual([401, 'Invalid token']);
    expect((await mine.get('/api/instance/getSettings/keeper')).status).toBe(200);
  });

  it('beside changes to it leaves nothing behind and breaks nothing', async () => {
    const id = await createFull('racing', `racing-${randomUUID()}`);
    const changes = [
      mine.post('/api/instance/settings/racing', { ignoreStatus: false }),
      mine.post('/api/instance/proxy/racing', { enabled: true, host: 'h', port: 2 }),
      mine.delete('/api/instance/delete/racing'),
      mine.post('/api/events/webhook/racing', {
        enabled: true,
        url: 'https://b.example',
        label: 'b',
      }),
      mine.post('/api/events/websocket/racing', { enabled: true }),
      mine.get('/api/instance/metrics/racing'),
    ];
    for (const { status } of await Promise.all(changes)) expect([200, 404]).toContain(status);
    expect(await tablesNaming(id)).toEqual([]);
  });
});
