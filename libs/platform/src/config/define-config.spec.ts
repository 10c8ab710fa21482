import { describe, expect, it } from '@jest/globals';
import { type ConfigError } from './config-error.js';
import {
  DATA_SECRETS,
  dataVariables,
  httpUrl,
  outboundVariables,
  processVariables,
  secretToken,
} from './variables.js';
import { defineConfig } from './define-config.js';

const config = defineConfig(
  {
    ...processVariables,
    ...dataVariables,
    ...outboundVariables,
    ACCOUNT_TOKEN: secretToken.optional(),
    PUBLIC_URL: httpUrl.optional(),
  },
  [...DATA_SECRETS, 'ACCOUNT_TOKEN'],
);
const KEY_SENTENCE = 'must be 32 bytes, written as 64 hexadecimal digits or as base64.';
const good = {
  DATABASE_URL: 'postgresql://u:p@localhost:5432/starling',
  REDIS_URL: 'redis://localhost:6379',
  ENCRYPTION_KEY: 'ab'.repeat(32),
};

function complaints(environment: Record<string, string>): readonly string[] {
  try {
    config.read(environment);
    return [];
  } catch (error) {
    return (error as ConfigError).complaints;
  }
}

describe('A configuration', () => {
  it('takes defaults for what is absent or set to nothing', () => {
    const read = config.read({ ...good, PORT: '', LOG_LEVEL: '' });
    expect([read.PORT, read.HOST, read.LOG_LEVEL]).toEqual([8080, '0.0.0.0', 'info']);
  });

  it.each(['ab'.repeat(32), Buffer.alloc(32, 7).toString('base64')])(
    'takes a key of 32 bytes written as %s',
    (key) => {
      expect(config.read({ ...good, ENCRYPTION_KEY: key }).ENCRYPTION_KEY).toHaveLength(32);
    },
  );

  it.each([
    ['ENCRYPTION_KEY', 'abc', `ENCRYPTION_KEY: ${KEY_SENTENCE}`],
    ['ENCRYPTION_KEY', 'ab'.repeat(31), `ENCRYPTION_KEY: ${KEY_SENTENCE}`],
    // Node's decoder would skip what is not base64 and find 32 bytes.
    ['ENCRYPTION_KEY', `!!${'a'.repeat(43)} `, `ENCRYPTION_KEY: ${KEY_SENTENCE}`],
    [
      'ENCRYPTION_KEYS_OLD',
      `${'ab'.repeat(32)},x`,
      `ENCRYPTION_KEYS_OLD: each key ${KEY_SENTENCE}`,
    ],
    ['ALLOW_PRIVATE_URLS', 'yes', 'ALLOW_PRIVATE_URLS: must be true, false, 1 or 0.'],
    ['LOG_FORMAT', 'xml', 'LOG_FORMAT: must be json or pretty.'],
    ['PUBLIC_URL', 'ftp://x', 'PUBLIC_URL: must be an http or https URL.'],
    ['ACCOUNT_TOKEN', 'a b', 'ACCOUNT_TOKEN: must not contain spaces.'],
    ['REDIS_URL', 'redis:', 'REDIS_URL: must look like redis://host:6379.'],
    [
      'DATABASE_URL',
      'postgres:starling',
      'DATABASE_URL: must look like postgresql://user:password@host:5432/name.',
    ],
    ['PORT', '99999', 'PORT: must be between 0 and 65535.'],
    ['PORT', 'http', 'PORT: must be a whole number.'],
    [
      'LOG_LEVEL',
      'loud',
      'LOG_LEVEL: must be one of fatal, error, warn, info, debug, trace, silent.',
    ],
    [
      'DATABASE_URL',
      'mysql://x',
      'DATABASE_URL: must look like postgresql://user:password@host:5432/name.',
    ],
    ['REDIS_URL', 'localhost', 'REDIS_URL: must look like redis://host:6379.'],
  ])('complains in one sentence about %s=%s', (name, value, sentence) => {
    expect(complaints({ ...good, [name]: value })).toEqual([sentence]);
  });

  it('names everything that is missing at once', () => {
    expect(complaints({})).toEqual([
      'DATABASE_URL is required.',
      'REDIS_URL is required.',
      'ENCRYPTION_KEY is required.',
    ]);
  });

  it.each([
    ['true', true],
    ['1', true],
    ['False', false],
    ['0', false],
    ['', false],
  ])('reads the flag %j as %s', (text, value) => {
    expect(config.read({ ...good, ALLOW_PRIVATE_URLS: text }).ALLOW_PRIVATE_URLS).toBe(value);
  });

  it('reads old keys in a list, whichever way each is written', () => {
    const keys = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const;
    const text = `${keys[0].toString('hex')}, ${keys[1].toString('base64')}`;
    expect(config.read({ ...good, ENCRYPTION_KEYS_OLD: text }).ENCRYPTION_KEYS_OLD).toEqual(keys);
  });

  it('never repeats the wrong value of a secret', () => {
    expect(
      complaints({ ...good, ENCRYPTION_KEY: 'hush', ACCOUNT_TOKEN: 'hu sh' }).join(),
    ).not.toMatch(/hush|hu sh/);
  });

  it('is printed with its secrets as set or not set', () => {
    expect(config.describe(config.read(good))).toMatchObject({
      PORT: 8080,
      DATABASE_URL: 'set',
      REDIS_URL: 'set',
      ENCRYPTION_KEY: 'set',
      ENCRYPTION_KEYS_OLD: 'not set',
      ACCOUNT_TOKEN: 'not set',
      PUBLIC_URL: 'not set',
    });
  });
});
