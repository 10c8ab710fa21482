import { randomBytes } from 'node:crypto';
import { ContractError } from '@starling/contract';
import { type TokenCache } from '../auth/token-cache.js';

const TOKEN_BYTES = 32;

/**
 * The chosen token, or a new random one that fits into headers and URLs as it is. Storage knows all tokens except the
 * operator's own; that one is refused, since it would open everything to the tenant. Throws `TokenTaken`.
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
