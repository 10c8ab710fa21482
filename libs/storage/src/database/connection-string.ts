import { StorageStartError } from '../errors/storage-error.js';

export interface ConnectionTarget {
  /** What pg understands: Prisma's own parameters are taken out. */
  readonly connectionString: string;
  readonly schema: string | undefined;
  /** For sentences: never the password. */
  readonly place: string;
}

export function parseDatabaseUrl(databaseUrl: string): ConnectionTarget {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new StorageStartError(
      'InvalidDatabaseUrl',
      'DATABASE_URL is not of the form postgres://user:password@host:port/database.',
    );
  }
  const schema = url.searchParams.get('schema') || undefined;
  url.searchParams.delete('schema');
  const database = decodeURIComponent(url.pathname.slice(1));
  const host = url.host || url.searchParams.get('host') || 'the local socket';
  return { connectionString: url.href, schema, place: `"${database}" on ${host}` };
}
