import { describe, expect, it } from '@jest/globals';
import { type AccountId } from '@starling/storage';
import { type AccountCaller } from '@starling/storage';
import { bucketOf } from './bucket.js';

const caller = (requestsPerMinute: number | null): AccountCaller => ({
  kind: 'account',
  accountId: 'a' as AccountId,
  rateKey: 'token:x',
  requestsPerMinute,
  allowedOrigins: [],
});

describe('The bucket of a request', () => {
  it('is the token’s own, of 100', () => {
    expect(bucketOf(caller(null), 'global', '1.2.3.4')).toEqual({ key: 'token:x', limit: 100 });
  });

  it('is another one of 20 for creating', () => {
    expect(bucketOf(caller(null), 'create', '1.2.3.4')).toEqual({
      key: 'token:x:create',
      limit: 20,
    });
  });

  it('grows with the account’s own limit, for creating in the same proportion', () => {
    expect(bucketOf(caller(1000), 'global', '1.2.3.4').limit).toBe(1000);
    expect(bucketOf(caller(1000), 'create', '1.2.3.4').limit).toBe(200);
    expect(bucketOf(caller(1), 'create', '1.2.3.4').limit).toBe(1);
  });

  it('is shared by all without a valid token behind one address, whatever they ask for', () => {
    const expected = { key: 'ip:1.2.3.4', limit: 100 };
    expect(bucketOf(undefined, 'global', '1.2.3.4')).toEqual(expected);
    expect(bucketOf(undefined, 'create', '1.2.3.4')).toEqual(expected);
  });
});
