import { StorageStartError } from '../errors/storage-error.js';

const REFUSALS: Readonly<Record<string, string>> = {
  '28P01': 'refused the user or the password',
  '28000': 'refused the user',
  '3D000': 'does not exist',
  '42501': 'may not be used by this user',
  '53300': 'has no connection left',
  '57P03': 'is still starting up',
};

/** One sentence out of whatever the driver threw at the first connection. */
export function toStartError(error: unknown, place: string): StorageStartError {
  const { code, message } = error as { code?: string; message?: string };
  const refusal = REFUSALS[code ?? ''];
  if (refusal !== undefined) {
    return new StorageStartError(
      'DatabaseRefused',
      `Database ${place} ${refusal}; check DATABASE_URL.`,
    );
  }
  return new StorageStartError(
    'DatabaseUnreachable',
    `Database ${place} cannot be reached (${code ?? message ?? 'unknown reason'}); check DATABASE_URL and that Postgres runs.`,
  );
}
