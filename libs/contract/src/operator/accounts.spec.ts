import { describe, expect, it } from '@jest/globals';
import { parseBody, parseQuery } from '../operation/parse-request.js';
import { changeAccount } from './change-account.js';
import { createAccount } from './create-account.js';
import { listAccounts } from './list-accounts.js';
import { listAudit } from './list-audit.js';
import { rotateAccountToken } from './rotate-account-token.js';

describe('Creating an account', () => {
  const create = (body: unknown) => parseBody(createAccount, body);

  it('needs a name alone', () => {
    expect(create({ name: ' acme ', token: null })).toEqual({ name: 'acme' });
    expect(create({ name: 'acme', token: '' })).toEqual({ name: 'acme' });
  });

  it('takes a token without spaces of at least eight characters', () => {
    expect(create({ name: 'acme', token: 'x-12345!' })).toEqual({
      name: 'acme',
      token: 'x-12345!',
    });
  });

  it.each([
    [undefined, 'Invalid request body'],
    [{}, 'Account name is required'],
    [{ name: 'a/b' }, 'Invalid account name'],
    [{ name: '0b2f6c1e-54a7-4f0b-9d0e-6f1c2a7d9e10' }, 'Invalid account name'],
    [{ name: 'a', token: 'b c d e f' }, 'Invalid account token'],
    [{ name: 'a', token: 'tooshor' }, 'Invalid account token'],
    [{ name: 'a', allowedOrigins: ['https://x/path'] }, 'Invalid allowed origin'],
    [{ name: '', quotas: { instances: -1 } }, 'Invalid request body'],
    [{ name: '', rateLimitPerMinute: 0 }, 'Invalid request body'],
  ])('from %j is refused: %s', (body, text) => {
    expect(() => create(body)).toThrow(new Error(text));
  });
});

describe('Changing an account', () => {
  const change = (body: unknown) => parseBody(changeAccount, body);

  it.each([
    [{ quotas: { instances: 5 } }, { quotas: { instances: 5 } }],
    [{ quotas: { instances: null } }, { quotas: { instances: null } }],
    [{ quotas: null }, { quotas: { instances: null, messagesPerDay: null, mediaBytes: null } }],
    [{ rateLimitPerMinute: null }, { rateLimitPerMinute: null }],
    [{ allowedOrigins: null }, { allowedOrigins: [] }],
    [{ eventRetentionSeconds: null }, { eventRetentionSeconds: 0 }],
    [
      { name: 'b', allowedOrigins: [] },
      { name: 'b', allowedOrigins: [] },
    ],
    [{ allowedOrigins: ['https://A.b:443', 'https://a.b'] }, { allowedOrigins: ['https://a.b'] }],
  ])('makes of %j the change %j', (body, expected) => {
    expect(change(body)).toEqual(expected);
  });

  it.each([{}, { unknown: 1 }, { name: null }])(
    'needs something to change, and %j has nothing',
    (body) => {
      expect(() => change(body)).toThrow('At least one field must be provided');
    },
  );

  it('refuses to blank the name', () => {
    expect(() => change({ name: ' ' })).toThrow('Account name is required');
  });
});

it('Rotating a token takes the chosen one or asks for one', () => {
  expect(parseBody(rotateAccountToken, { token: 'next-one' })).toEqual({ token: 'next-one' });
  expect(parseBody(rotateAccountToken, {})).toEqual({ token: undefined });
  expect(() => parseBody(rotateAccountToken, { token: ' ' })).toThrow('Invalid account token');
});

describe('A page of accounts', () => {
  const query = (sent: object) => parseQuery(listAccounts, sent);

  it('has 50 entries by default, and at most 200', () => {
    expect(
      [{}, { limit: '' }, { limit: '1' }, { limit: '999' }].map((sent) => query(sent).limit),
    ).toEqual([50, 50, 1, 200]);
  });

  it('is filtered by what is not empty', () => {
    expect(query({ status: 'suspended', name: 'ac', cursor: 'x' })).toEqual({
      status: 'suspended',
      name: 'ac',
      cursor: 'x',
      limit: 50,
    });
    expect(query({ status: '', name: '', cursor: '' })).toEqual({ limit: 50 });
  });

  it.each([
    [{ limit: '0' }, 'limit'],
    [{ limit: '-1' }, 'limit'],
    [{ limit: 'x' }, 'limit'],
    [{ status: 'Active' }, 'status'],
  ])('refuses %j', (sent, name) => {
    expect(() => query(sent)).toThrow(new Error(`Invalid query parameter: ${name}`));
  });
});

describe('A page of the audit', () => {
  it('is filtered by account and moment', () => {
    expect(parseQuery(listAudit, { account: 'acme', since: '2026-04-01T02:00:00+02:00' })).toEqual({
      account: { kind: 'name', name: 'acme' },
      since: new Date('2026-04-01T00:00:00Z'),
      limit: 50,
    });
  });

  it.each(['yesterday', '2026-04-01', '2026-13-01T00:00:00Z'])('refuses the moment %s', (since) => {
    expect(() => parseQuery(listAudit, { since })).toThrow('Invalid query parameter: since');
  });
});
