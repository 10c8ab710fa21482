import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS, NO_CHATWOOT, NO_S3, NO_WEBHOOK } from '@starling/contract';
import {
  type Client,
  clientOf,
  type Product,
  refusal,
  startProduct,
  testServices,
} from '@starling/testing';
import { create as createFor, created as createdFor, freeClient } from './creating.js';

/* The rules of creating an instance, over HTTP, on a real gateway, database and Redis. */
const UUID_V4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const NO_WEBSOCKET = { enabled: false, events: [], mediaBase64: false };

let product: Product;
let mine: Client;

beforeAll(async () => {
  product = await startProduct(testServices());
  mine = await newClient();
});

afterAll(() => product.stop());

const newClient = (fields: object = {}) => freeClient(product, fields);
const create = (body: object, client = mine) => createFor(client, body);
const created = (body: object, client = mine) => createdFor(client, body);

describe('A new instance', () => {
  it('is born disconnected, with every key and nothing configured, as the list shows it', async () => {
    const client = await newClient();
    const reply = await create({ name: ' newborn ' }, client);
    const { instance } = reply.body as { instance: Record<string, string> };
    expect(reply.body).toEqual({
      success: true,
      message: 'Instance created successfully',
      instance: {
        id: expect.stringMatching(UUID_V4),
        name: 'newborn',
        token: expect.stringMatching(UUID_V4),
        status: 'disconnected',
        connection: {
          state: 'disconnected',
          numberJid: null,
          presenceStatus: 'unavailable',
          displayStatus: 'Disconnected',
        },
        profile: { name: '', pictureUrl: '', isBusiness: false, businessName: '' },
        proxy: {
          enabled: false,
          host: null,
          port: null,
          protocol: null,
          username: null,
          password: null,
        },
        webhook: NO_WEBHOOK,
        websocket: NO_WEBSOCKET,
        chatwoot: NO_CHATWOOT,
        settings: DEFAULT_SETTINGS,
        s3: NO_S3,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      },
      data: { token: instance['token'] },
    });
    const listed = await client.get('/api/instance/list');
    expect(listed.body).toMatchObject({ instances: [instance] });
    expect(
      (await clientOf(product.baseUrl, instance['token'] as string).get('/api/instance/list')).body,
    ).toEqual(listed.body);
  });

  it('may bear a name that another account gave', async () => {
    const other = await newClient();
    await created({ name: 'everywhere' });
    await created({ name: 'everywhere' }, other);
  });

  it('has its settings as sent and the others by default', async () => {
    const sent = { autoRejectCalls: true, callRejectMessage: 'no', disableHistorySync: false };
    const { settings } = await created({ name: 'set', ...sent });
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, ...sent });
  });

  it('has the proxy of its block, and its password nowhere', async () => {
    const block = {
      proxyHost: 'h',
      proxyPort: 8080,
      proxyUsername: 'u',
      proxyPassword: 'hidden-1',
    };
    const instance = await created({ name: 'proxied', proxyEnabled: true, ...block });
    expect(instance['proxy']).toEqual({
      enabled: true,
      host: 'h',
      port: '8080',
      protocol: 'http',
      username: 'u',
      password: null,
    });
    expect(JSON.stringify(instance)).not.toContain('hidden-1');
    // Not enabled is off, whatever else was sent.
    expect((await created({ name: 'unproxied', ...block }))['proxy']).toMatchObject({
      enabled: false,
      host: null,
    });
  });

  it('has the storage of its block, and its secret key nowhere', async () => {
    const block = {
      s3Region: 'r',
      s3Bucket: 'b',
      s3AccessKey: 'a',
      s3SecretKey: 'hidden-2',
      s3PathPrefix: 'p',
    };
    const instance = await created({ name: 'stored', s3Enabled: true, ...block });
    expect(instance['s3']).toEqual({
      enabled: true,
      region: 'r',
      bucket: 'b',
      accessKey: 'a',
      secretKey: null,
      endpoint: null,
      pathPrefix: 'p',
    });
    expect(JSON.stringify(instance)).not.toContain('hidden-2');
    expect((await created({ name: 'unstored', ...block }))['s3']).toEqual(NO_S3);
  });

  it('has the webhook of its block under the label default', async () => {
    const events = ['label.update', 'message.exchange'];
    const instance = await created({
      name: 'hooked',
      webhookEnabled: true,
      webhookURL: 'https://app.example/wh?k=1',
      webhookAuthorization: ' Bearer x ',
      webhookByEvents: true,
      webhookEvents: events,
    });
    expect(instance['webhook']).toEqual({
      enabled: true,
      url: 'https://app.example/wh?k=1',
      events,
    });
    expect((await mine.get('/api/events/getWebhook/hooked')).body).toMatchObject({
      webhooks: [
        {
          label: 'default',
          enabled: true,
          url: 'https://app.example/wh?k=1',
          events,
          authorization: ' Bearer x ',
          byEvents: true,
          mediaBase64: false,
        },
      ],
    });
  });

  it('has the WebSocket of its block, and a disabled row when it is not enabled', async () => {
    const block = { websocketEvents: ['instance.state'], websocketMediaBase64: true };
    const on = await created({ name: 'socketed', websocketEnabled: true, ...block });
    expect(on['websocket']).toEqual({
      enabled: true,
      events: ['instance.state'],
      mediaBase64: true,
    });
    for (const [name, sent] of [
      ['socket-off', { websocketEnabled: false }],
      ['socket-unsaid', block],
    ] as const) {
      expect((await created({ name, ...sent }))['websocket']).toEqual(NO_WEBSOCKET);
      const read = await mine.get(`/api/events/getWebsocket/${name}`);
      expect([read.status, read.body]).toEqual([
        200,
        expect.objectContaining({ websocket: NO_WEBSOCKET }),
      ]);
    }
  });

  it('has a disabled webhook row when its block is not enabled, and none without a block', async () => {
    await created({ name: 'hook-off', webhookURL: 'https://app.example', webhookByEvents: true });
    expect((await mine.get('/api/events/getWebhook/hook-off')).body).toMatchObject({
      webhooks: [{ label: 'default', enabled: false, url: '', byEvents: true }],
    });
    await created({ name: 'blockless', webhookURL: null, websocketEnabled: null });
    expect((await mine.get('/api/events/getWebhook/blockless')).body).toMatchObject({
      webhooks: [],
    });
    expect(refusal(await mine.get('/api/events/getWebsocket/blockless'))).toEqual([
      404,
      'WebSocket not configured for this instance',
    ]);
  });

  it.each([
    ['a url that is none', { webhookEnabled: true, webhookURL: 'nonsense' }],
    ['no url at all', { webhookEnabled: true }],
    [
      'an event that nobody knows',
      { webhookEnabled: true, webhookURL: 'https://a.b', webhookEvents: ['no.such'] },
    ],
    [
      'a line break in the authorization',
      { webhookEnabled: true, webhookURL: 'https://a.b', webhookAuthorization: 'a\r\nb' },
    ],
    ['an unknown event of the WebSocket', { websocketEnabled: true, websocketEvents: ['no.such'] }],
  ])('is made in spite of %s, and nothing of that block is stored', async (_, block) => {
    const name = randomUUID();
    const instance = await created({ name, ...block });
    expect([instance['webhook'], instance['websocket'], instance['chatwoot']]).toEqual([
      NO_WEBHOOK,
      NO_WEBSOCKET,
      NO_CHATWOOT,
    ]);
    expect((await mine.get(`/api/events/getWebhook/${name}`)).body).toMatchObject({ webhooks: [] });
    expect((await mine.get(`/api/events/getWebsocket/${name}`)).status).toBe(404);
  });

  it('says that a Chatwoot block failed while the module is off, and lists the instance without one', async () => {
    const name = randomUUID();
    const { chatwoot } = await created({ name, chatwootEnabled: true, chatwootAccountId: 1 });
    expect(chatwoot).toEqual({
      ...NO_CHATWOOT,
      status: 'error',
      error: 'integration gateway not configured',
    });
    const listed = await mine.get('/api/instance/list', { query: { instanceName: name } });
    expect(listed.body).toMatchObject({ instances: [{ chatwoot: NO_CHATWOOT }] });
  });
});
