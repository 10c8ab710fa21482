import { randomBytes } from 'node:crypto';
import { ContractError } from '@starling/contract';
import { type TokenCache } from '../auth/token-cache.js';

const TOKEN_BYTES = 32;

/**
 * The chosen token, or a new one that nobody guesses and that fits into headers and URLs as it is. Storage knows all
 * tokens but the operator's own: handed to a tenant by mistake, it would open everything. Throws `TokenTaken`.
 */
export async function accountToken(
  chosen: string | undefined,
  tokens: TokenCache,
): Promise<string> {
  if (chosen === undefined) return randomBytes(TOKEN_BYTES).toString('base64url');
  const owner = await tokens.identify(chosen);
  if (owner?.kind === 'operator') throw new ContractError('TokenTaken');
  return chosen;
}
