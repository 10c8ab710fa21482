import pg from 'pg';
import { StartError } from '../failure/start-error.js';

const CONNECT_LIMIT_MS = 5_000;

/** Throws one sentence, without the password, when the Postgres of DATABASE_URL cannot be used. */
export async function ensureDatabaseReachable(databaseUrl: string): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    const { host } = new URL(databaseUrl);
    throw new StartError(
      `The Postgres of DATABASE_URL (${host}) cannot be used: ${reasonOf(error)}.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

export function reasonOf(error: unknown): string {
  const { errors, message } = error as { errors?: unknown[]; message?: string };
  if (errors?.[0] !== undefined) return reasonOf(errors[0]);
  return message || String(error);
}
