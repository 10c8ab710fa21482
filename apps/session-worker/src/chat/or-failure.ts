import { ContractError, type FailureCode } from '@starling/contract';
import { NotSentError } from '@starling/whatsapp';

/** Reports a failure as the declared error of the route; errors of the contract pass unchanged. */
export async function orFailure<T>(code: FailureCode, acting: Promise<T>): Promise<T> {
  try {
    return await acting;
  } catch (error) {
    if (error instanceof ContractError) throw error;
    if (error instanceof NotSentError && error.code === 'too_large') {
      throw new ContractError('MessageTooLarge');
    }
    const reason = error instanceof Error && error.message ? error.message : 'unknown';
    throw ContractError.ofFailure(code, reason);
  }
}
