import { describe, expect, it } from '@jest/globals';
import { parseRedisUrl } from './redis-url.js';

describe('A Redis URL', () => {
  it('names one server, with its password and database', () => {
    expect(parseRedisUrl('redis://user:p%40ss@cache:7000/3')).toEqual({
      kind: 'standalone',
      nodes: [{ host: 'cache', port: 7000 }],
      access: { username: 'user', password: 'p@ss', db: 3 },
    });
  });

  it('names a cluster by its flag, or by several addresses', () => {
    expect(parseRedisUrl('rediss://cache?cluster=true')).toEqual({
      kind: 'cluster',
      nodes: [{ host: 'cache', port: 6379 }],
      access: { tls: {} },
    });
    expect(parseRedisUrl('redis://:secret@a:7000,b:7001,redis://[::1]:7002')).toEqual({
      kind: 'cluster',
      nodes: [
        { host: 'a', port: 7000 },
        { host: 'b', port: 7001 },
        { host: '::1', port: 7002 },
      ],
      access: { password: 'secret' },
    });
  });

  it.each(['', 'cache:6379', 'http://cache', 'redis://cache/name', 'redis://cache/1?cluster=true'])(
    'is refused when it is %p, without repeating it',
    (text) => {
      expect(() => parseRedisUrl(text)).toThrow(/^REDIS_URL is not usable: [^@]+\.$/);
    },
  );
});
