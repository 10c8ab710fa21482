import { describe, expect, it } from '@jest/globals';
import { parseBody } from '../operation/parse-request.js';
import { createFields } from './create-body.js';
import { createInstance } from './create-instance.js';
import { DEFAULT_SETTINGS } from './settings.js';

const create = (body: unknown) => parseBody(createInstance, body);
const named = (fields: object) => create({ name: 'a', ...fields });

describe('Creating an instance', () => {
  it('from a name alone has default settings and no block', () => {
    expect(create({ name: ' my instance ' })).toEqual({
      name: 'my instance',
      settings: DEFAULT_SETTINGS,
    });
  });

  it('with every field null is the same as with none', () => {
    const nulls = Object.fromEntries(Object.keys(createFields.shape).map((name) => [name, null]));
    expect(create({ ...nulls, name: 'a' })).toEqual({ name: 'a', settings: DEFAULT_SETTINGS });
  });

  it('makes a token when "" is sent and takes a good one', () => {
    expect(named({ token: '' }).token).toBeUndefined();
    expect(named({ token: 'my-own-token' }).token).toBe('my-own-token');
  });

  it('takes settings one by one', () => {
    expect(named({ ignoreStatus: true, disableHistorySync: false }).settings).toEqual({
      ...DEFAULT_SETTINGS,
      ignoreStatus: true,
      disableHistorySync: false,
    });
  });

  it.each([
    [undefined, 'Invalid request body'],
    [[], 'Invalid request body'],
    [{}, 'Instance name is required'],
    [{ name: null }, 'Instance name is required'],
    [{ name: '  ' }, 'Instance name is required'],
    [{ name: 5 }, 'Invalid request body'],
    [{ name: 'a,b' }, 'Invalid instance name'],
    [{ name: 'a', token: 'short' }, 'Invalid instance token'],
    [{ name: 'a,b', token: 'short' }, 'Invalid instance name'],
    [{ name: 'a', proxyEnabled: true }, 'Proxy host and port are required'],
    [{ name: 'a', proxyEnabled: true, proxyHost: 'h', proxyPort: 'x' }, 'Invalid request body'],
    [
      { name: 'a', proxyEnabled: true, proxyHost: 'h', proxyPort: 1, proxyProtocol: 'ftp' },
      "Invalid proxy protocol. Use 'http', 'https' or 'socks5'",
    ],
    [{ name: 'a', s3Enabled: true, s3Region: 'r' }, 'Invalid request body'],
  ])('from %j is refused: %s', (body, text) => {
    expect(() => create(body)).toThrow(new Error(text));
  });

  it.each(Object.keys(createFields.shape))('judges the type of %s before any rule', (field) => {
    expect(() => create({ name: '', [field]: { wrong: 'type' } })).toThrow('Invalid request body');
  });

  it('refuses a list item of a wrong type, whatever the block', () => {
    expect(() => named({ webhookEvents: [1] })).toThrow('Invalid request body');
    expect(() => named({ websocketEvents: [null] })).toThrow('Invalid request body');
    expect(() => named({ chatwootAccountId: 1.5 })).toThrow('Invalid request body');
    expect(() => named({ chatwootAccountId: '5' })).toThrow('Invalid request body');
  });
});

describe('A block of a creation', () => {
  it('that is sent without its switch is disabled', () => {
    expect(named({ proxyHost: 'h' }).proxy).toEqual({ enabled: false });
    expect(named({ s3Bucket: 'b' }).s3).toEqual({ enabled: false });
    expect(named({ websocketMediaBase64: true }).websocket).toEqual({
      rejected: false,
      config: { enabled: false, events: [], mediaBase64: false },
    });
    expect(named({ webhookByEvents: true }).webhook).toMatchObject({
      rejected: false,
      config: { label: 'default', enabled: false, url: '', byEvents: true },
    });
  });

  it('for the webhook follows the rules of the webhook route', () => {
    const sent = {
      webhookEnabled: true,
      webhookURL: 'https://app/wh',
      webhookAuthorization: 'Bearer x',
      webhookByEvents: true,
      webhookEvents: ['call.update'],
      webhookMediaBase64: true,
    };
    expect(named(sent).webhook).toEqual({
      rejected: false,
      config: {
        label: 'default',
        enabled: true,
        url: 'https://app/wh',
        authorization: 'Bearer x',
        byEvents: true,
        events: ['call.update'],
        mediaBase64: true,
      },
    });
  });

  it.each([
    [{ webhookEnabled: true }, 'Invalid webhook url'],
    [{ webhookEnabled: true, webhookURL: 'ftp://x' }, 'Invalid webhook url'],
    [{ webhookEvents: ['unheard'] }, 'Invalid request body'],
    [{ webhookAuthorization: 'a\nb' }, 'Invalid request body'],
  ])('for the webhook never fails the creation: %j is set aside', (sent, reason) => {
    expect(named(sent)).toEqual({
      name: 'a',
      settings: DEFAULT_SETTINGS,
      webhook: { rejected: true, reason },
    });
  });

  it('for the socket never fails the creation', () => {
    const sent = { websocketEnabled: true, websocketEvents: ['unheard'] };
    expect(named(sent).websocket).toEqual({ rejected: true, reason: 'Invalid request body' });
  });

  it('for the proxy and the bucket is what their own routes make of it', () => {
    const proxy = { proxyEnabled: true, proxyHost: 'h', proxyPort: 8080, proxyUsername: 'u' };
    expect(named({ ...proxy, proxyPassword: 'p' }).proxy).toEqual({
      enabled: true,
      host: 'h',
      port: '8080',
      protocol: 'http',
      username: 'u',
      password: { kind: 'set', password: 'p' },
    });
    const s3 = {
      s3Enabled: true,
      s3Region: 'r',
      s3Bucket: 'b',
      s3AccessKey: 'k',
      s3SecretKey: 's',
    };
    expect(named({ ...s3, s3PathPrefix: 'wa' }).s3).toEqual({
      enabled: true,
      region: 'r',
      bucket: 'b',
      accessKey: 'k',
      secretKey: 's',
      endpoint: null,
      pathPrefix: 'wa',
    });
  });

  it('for Chatwoot is passed on as sent, whatever it says', () => {
    const sent = { chatwootEnabled: true, chatwootBaseUrl: 'nonsense', chatwootAccountId: -1 };
    expect(named({ ...sent, chatwootSignMessages: null }).chatwoot).toEqual(sent);
  });
});
