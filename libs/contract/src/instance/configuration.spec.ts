import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseBody } from '../operation/parse-request.js';
import { changeProxy } from './change-proxy.js';
import { changeS3 } from './change-s3.js';
import { changeSettings } from './change-settings.js';
import { DEFAULT_SETTINGS } from './settings.js';

describe('Changing settings', () => {
  const change = (body: unknown) => parseBody(changeSettings, body);

  it.each(Object.entries(DEFAULT_SETTINGS))(
    'takes %s alone, and nothing else with it',
    (flag, value) => {
      expect(change({ [flag]: value, unknown: 1 })).toEqual({ [flag]: value });
      expect(Object.keys(change({ [flag]: value }))).toEqual([flag]);
    },
  );

  it.each([{}, { unknown: true }, { ignoreStatus: null }])(
    'needs at least one flag, and %j has none',
    (body) => {
      expect(() => change(body)).toThrow('At least one setting must be provided');
    },
  );

  it.each([
    undefined,
    null,
    [],
    { ignoreStatus: 'true' },
    { ignoreStatus: 1 },
    { callRejectMessage: 1 },
  ])('refuses %j', (body) => {
    expect(() => change(body)).toThrow('Invalid request body');
  });
});

describe('Changing the proxy', () => {
  const change = (body: unknown) => parseBody(changeProxy, body);
  const on = { enabled: true, host: '10.0.0.2', port: '8080' };
  const row = { ...on, protocol: 'http', username: null, password: { kind: 'keep' } };

  it('takes http, no user and the stored password when they are absent', () => {
    expect(change(on)).toEqual(row);
    expect(change({ ...on, protocol: null, username: null, password: null })).toEqual(row);
  });

  it('takes every port, as a number or as its text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65_535 }), (port) => {
        expect(change({ ...on, port })).toEqual({ ...row, port: String(port) });
        expect(change({ ...on, port: String(port) })).toEqual({ ...row, port: String(port) });
      }),
    );
  });

  it.each(['http', 'https', 'socks5'])('speaks %s', (protocol) => {
    expect(change({ ...on, protocol })).toEqual({ ...row, protocol });
  });

  it.each([
    ['', { kind: 'remove' }],
    ['p', { kind: 'set', password: 'p' }],
  ])('reads the password %j as %j', (sent, password) => {
    expect(change({ ...on, password: sent })).toEqual({ ...row, password });
  });

  it('wipes everything when disabled, and judges types alone', () => {
    expect(change({ enabled: false, port: 'x', protocol: 'ftp' })).toEqual({ enabled: false });
    expect(() => change({ enabled: false, port: true })).toThrow('Invalid request body');
  });

  it.each([
    [{}, 'Invalid request body'],
    [{ host: 'h', port: '1' }, 'Invalid request body'],
    [{ enabled: null }, 'Invalid request body'],
    [{ enabled: true }, 'Proxy host and port are required'],
    [{ enabled: true, host: 'h' }, 'Proxy host and port are required'],
    [{ enabled: true, port: '1' }, 'Proxy host and port are required'],
    [{ enabled: true, host: ' ', port: '1' }, 'Proxy host and port are required'],
    [{ ...on, port: '' }, 'Proxy host and port are required'],
    [{ ...on, port: '0' }, 'Invalid request body'],
    [{ ...on, port: 65_536 }, 'Invalid request body'],
    [{ ...on, port: -1 }, 'Invalid request body'],
    [{ ...on, port: '80a' }, 'Invalid request body'],
    [{ ...on, port: 80.5 }, 'Invalid request body'],
    [{ ...on, host: 1 }, 'Invalid request body'],
    [{ ...on, protocol: 'socks4' }, "Invalid proxy protocol. Use 'http', 'https' or 'socks5'"],
    [{ ...on, protocol: 'HTTP' }, "Invalid proxy protocol. Use 'http', 'https' or 'socks5'"],
  ])('refuses %j: %s', (body, text) => {
    expect(() => change(body)).toThrow(new Error(text));
  });
});

describe('Changing the bucket', () => {
  const change = (body: unknown) => parseBody(changeS3, body);
  const on = { enabled: true, region: 'us-east-1', bucket: 'b', accessKey: 'k', secretKey: 's' };

  it('takes AWS and no prefix when they are absent', () => {
    expect(change(on)).toEqual({ ...on, endpoint: null, pathPrefix: null });
    expect(change({ ...on, endpoint: '', pathPrefix: 'wa' })).toEqual({
      ...on,
      endpoint: '',
      pathPrefix: 'wa',
    });
  });

  it('wipes everything when disabled', () => {
    expect(change({ ...on, enabled: false })).toEqual({ enabled: false });
  });

  it.each(['region', 'bucket', 'accessKey', 'secretKey'])(
    'needs %s anew to be enabled',
    (field) => {
      for (const absent of [undefined, null, '', ' ']) {
        expect(() => change({ ...on, [field]: absent })).toThrow('Invalid request body');
      }
    },
  );

  it.each([undefined, {}, { region: 'r' }, { ...on, enabled: 'x' }, { ...on, endpoint: 1 }])(
    'refuses %j',
    (body) => {
      expect(() => change(body)).toThrow('Invalid request body');
    },
  );
});
