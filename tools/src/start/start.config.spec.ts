import { describe, expect, it } from '@jest/globals';
import { parseStartConfig } from './start.config.js';

describe('An empty environment', () => {
  it('gives the documented defaults', () => {
    expect(parseStartConfig({ PORT: '' })).toEqual({
      PORT: 8080,
      HOST: '0.0.0.0',
      DATA_DIR: `${process.cwd()}/.data`,
      SESSION_WORKERS: 1,
      WS_NODES: 1,
      DELIVERY_WORKERS: 1,
      LOG_LEVEL: 'info',
      ALLOW_PRIVATE_URLS: false,
      HSTS_SECONDS: 0,
      PROTECT_METRICS: true,
    });
  });
});

describe('A wrong setting', () => {
  it.each([
    [{ PORT: 'abc' }, 'PORT: must be a whole number.'],
    [{ SESSION_WORKERS: '0' }, 'SESSION_WORKERS: must be between 1 and 64.'],
    [{ WS_NODES: '1.5' }, 'WS_NODES: must be a whole number.'],
    [
      { DATABASE_URL: 'mysql://x' },
      'DATABASE_URL: must look like postgresql://user:password@host:5432/name.',
    ],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL: must look like redis://host:6379.'],
    [{ ADMIN_TOKEN: 'two words, together long' }, 'ADMIN_TOKEN: must not contain spaces.'],
    [{ ADMIN_TOKEN: 'too-short' }, 'ADMIN_TOKEN: must have at least 16 characters.'],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL: must be one of fatal, error, warn, info, debug, trace, silent.',
    ],
    [{ ALLOW_PRIVATE_URLS: 'maybe' }, 'ALLOW_PRIVATE_URLS: must be true, false, 1 or 0.'],
    [
      { ENCRYPTION_KEY: 'abcd' },
      'ENCRYPTION_KEY: must be 32 bytes, written as 64 hexadecimal digits or as base64.',
    ],
  ])('%j is refused in one sentence that names it', (environment, sentence) => {
    expect(() => parseStartConfig(environment)).toThrow(sentence);
  });
});

describe('A setting at its limit', () => {
  it.each([
    { DELIVERY_WORKERS: '0' },
    { PORT: '0' },
    { ENCRYPTION_KEY: 'ab'.repeat(32) },
    { ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') },
    { ALLOW_PRIVATE_URLS: 'true' },
    { REDIS_URL: 'rediss://user:pass@redis.example.com:6380' },
  ])('%j is accepted', (environment) => {
    expect(() => parseStartConfig(environment)).not.toThrow();
  });
});
