import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AdminConfig } from './admin.config.js';
import { UsageError } from './command/usage-error.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The given token, or the one that `npm start` stored, which is only sent to this machine. */
export function operatorToken({ ADMIN_TOKEN, DATA_DIR, STARLING_URL }: AdminConfig): string {
  if (ADMIN_TOKEN !== undefined) return ADMIN_TOKEN;
  const kept = join(DATA_DIR, 'secrets', 'admin-token');
  const isHere = LOOPBACK.test(new URL(STARLING_URL).hostname);
  if (isHere && existsSync(kept)) return readFileSync(kept, 'utf8').trim();
  throw new UsageError(
    isHere
      ? `There is no operator's token: give --token or ADMIN_TOKEN, or DATA_DIR (${DATA_DIR} keeps none).`
      : "There is no operator's token: give --token or ADMIN_TOKEN.",
  );
}
