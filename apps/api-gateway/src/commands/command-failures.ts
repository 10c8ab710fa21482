import { type CommandFailure } from '@starling/broker';
import { ContractError, type Operation } from '@starling/contract';

export function noProcessToAsk({ session }: Operation): ContractError {
  return new ContractError(session === 'owner' ? 'InstanceNotConnected' : 'NoSessionWorker');
}

/**
 * A command that was certainly not executed fails with 503, so that clients try again. One that may have been executed
 * does not.
 */
export function errorOf(operation: Operation, failure: CommandFailure): ContractError {
  const { session, unanswered } = operation;
  switch (failure.code) {
    case 'unreachable':
      // Redis is away, or refuses writes because its memory is full. Nothing is known of the instance's connection.
      return new ContractError('NoSessionWorker');
    case 'no_such_process':
    case 'refused':
      return noProcessToAsk(operation);
    case 'deadline_exceeded':
    case 'connection_lost':
    case 'interrupted':
    case 'cancelled':
      return ContractError.ofFailure(unanswered, 'timeout');
    case 'handler_failed':
      return session === 'owner'
        ? new ContractError('Internal')
        : ContractError.ofFailure(unanswered, 'internal error');
  }
}
