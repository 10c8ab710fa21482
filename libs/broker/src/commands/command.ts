import { type ContractError } from '@starling/contract';

/** An operation on its way to the process that owns the instance. */
export interface Command {
  readonly operation: string;
  readonly instance: string;
  readonly accountId: string;
  /** The ownership epoch under which the sender knows the owner; the owner refuses what it no longer holds. */
  readonly epoch?: number;
  readonly body: unknown;
  readonly requestId: string;
  /** How long an answer is of use. */
  readonly budgetMs: number;
}

/** `not_owner`: the receiver lives, but does not hold the session (any more). */
export const REFUSALS = [
  'unknown_operation',
  'stopping',
  'overloaded',
  'malformed',
  'not_owner',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/**
 * What became of a command that has no reply.
 * Certainly not executed: `no_such_process`, `unreachable`, `refused`.
 * Perhaps executed: `deadline_exceeded`, `cancelled`, `connection_lost`, `interrupted`, `handler_failed`.
 * `interrupted`: the process stops, and ended the command before its handler was done.
 */
export type CommandFailure =
  | {
      readonly code:
        | 'deadline_exceeded'
        | 'no_such_process'
        | 'unreachable'
        | 'connection_lost'
        | 'interrupted'
        | 'cancelled';
    }
  | { readonly code: 'refused'; readonly refusal: Refusal }
  /** The handler threw something that the contract does not declare; it is logged there under this id. */
  | { readonly code: 'handler_failed'; readonly errorId: string };

export type CommandFailureCode = CommandFailure['code'];

export type CommandResult<Reply = unknown> =
  | { readonly outcome: 'replied'; readonly reply: Reply }
  /** The handler threw an error of the contract. */
  | { readonly outcome: 'declared'; readonly error: ContractError }
  | { readonly outcome: 'failed'; readonly failure: CommandFailure };

/** A command that was given to a process. */
export interface SentCommand {
  /** Never rejects. */
  readonly result: Promise<CommandResult>;
  /** Ends the call as `connection_lost`. The other side gets no notice, and finishes the command. */
  giveUp(): void;
}
