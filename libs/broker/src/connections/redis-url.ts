import { type RedisOptions } from 'ioredis';
import { BrokerError } from './broker-error.js';

interface RedisNode {
  readonly host: string;
  readonly port: number;
}

export interface RedisTarget {
  readonly kind: 'standalone' | 'cluster';
  readonly nodes: readonly [RedisNode, ...RedisNode[]];
  readonly access: Pick<RedisOptions, 'username' | 'password' | 'db' | 'tls'>;
}

const DEFAULT_PORT = 6379;

/**
 * `redis://[user:password@]host[:port][/db]`, `rediss://` for TLS. A cluster is named by `?cluster=true` or by
 * several addresses between commas (`redis://:secret@a:7000,b:7000`); the first one's credentials hold for all.
 */
export function parseRedisUrl(text: string): RedisTarget {
  const [first = '', ...others] = text.split(',').map((part) => part.trim());
  const url = readUrl(first);
  const nodes = others.map((part) =>
    nodeOf(readUrl(part.includes('://') ? part : `redis://${part}`)),
  );
  const kind =
    nodes.length > 0 || url.searchParams.get('cluster') === 'true' ? 'cluster' : 'standalone';
  const db = Number(url.pathname.slice(1) || 0);
  if (!Number.isInteger(db)) throw invalid('the part after the slash must be a database number');
  if (kind === 'cluster' && db !== 0) throw invalid('a Redis Cluster has database 0 alone');
  return { kind, nodes: [nodeOf(url), ...nodes], access: accessOf(url, db) };
}

function accessOf(url: URL, db: number): RedisTarget['access'] {
  return {
    ...(url.username ? { username: decodeURIComponent(url.username) } : {}),
    ...(url.password ? { password: decodeURIComponent(url.password) } : {}),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
    ...(db === 0 ? {} : { db }),
  };
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.hostname || !['redis:', 'rediss:'].includes(url.protocol)) {
    throw invalid('it must look like redis://host:6379 or rediss://host:6379');
  }
  return url;
}

function nodeOf(url: URL): RedisNode {
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port ? Number(url.port) : DEFAULT_PORT,
  };
}

/** The text itself is left out: it may hold a password. */
const invalid = (reason: string): BrokerError =>
  new BrokerError('RedisUrlInvalid', `REDIS_URL is not usable: ${reason}.`);
