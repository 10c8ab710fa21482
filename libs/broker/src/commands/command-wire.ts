import { ContractError } from '@starling/contract';
import { type EntryFields, type InboxEntry } from '../inbox/entry.js';
import { type Command, type CommandResult, type Refusal, REFUSALS } from './command.js';

/** What the server knows of a command. */
export interface CommandHeader {
  readonly id: string;
  readonly operation: string;
  readonly instance: string;
  readonly accountId: string;
  readonly epoch: number | undefined;
  readonly requestId: string;
  readonly replyTo: string;
  /** By Redis's clock: when Redis took the command, plus the budget. Neither side's own clock counts. */
  readonly deadlineMs: number;
}

export function encodeCommand(id: string, replyTo: string, command: Command): EntryFields {
  const fields: Record<string, string> = {
    id,
    replyTo,
    operation: command.operation,
    instance: command.instance,
    accountId: command.accountId,
    requestId: command.requestId,
    budgetMs: String(command.budgetMs),
  };
  if (command.epoch !== undefined) fields['epoch'] = String(command.epoch);
  return fields;
}

export function decodeCommand({ fields, appendedAtMs }: InboxEntry): CommandHeader | undefined {
  const { id, replyTo, operation, instance, accountId, requestId, budgetMs, epoch } = fields;
  const deadlineMs = appendedAtMs + Number(budgetMs);
  if (!id || !replyTo || !operation || !Number.isFinite(deadlineMs)) return undefined;
  return {
    id,
    replyTo,
    operation,
    deadlineMs,
    instance: instance ?? '',
    accountId: accountId ?? '',
    requestId: requestId ?? '',
    epoch: epoch === undefined ? undefined : Number(epoch),
  };
}

/** `expired` is never sent: the caller's own deadline has passed before. */
export type ServedOutcome =
  | { readonly status: 'ok'; readonly reply: unknown }
  | { readonly status: 'declared'; readonly error: ContractError }
  | { readonly status: 'refused'; readonly refusal: Refusal }
  /** The process stops. A caller of an older version reads it as `failed`. */
  | { readonly status: 'interrupted' }
  /** The answer to an inquiry about a command that does not run here: Redis lost it, or the reply to it. */
  | { readonly status: 'unknown' }
  | { readonly status: 'failed'; readonly errorId: string };

export function encodeReply(id: string, served: ServedOutcome): [EntryFields, body: string] {
  switch (served.status) {
    case 'ok':
      return [{ id, status: served.status }, JSON.stringify(served.reply) ?? ''];
    case 'declared':
      return [
        { id, status: served.status, code: served.error.code },
        JSON.stringify(served.error.params),
      ];
    case 'refused':
      return [{ id, status: served.status, code: served.refusal }, ''];
    case 'interrupted':
    case 'unknown':
      return [{ id, status: served.status }, ''];
    case 'failed':
      return [{ id, status: served.status, code: served.errorId }, ''];
  }
}

export function decodeReply({ fields, body }: InboxEntry): CommandResult {
  const { status, code = '' } = fields;
  switch (status as ServedOutcome['status']) {
    case 'ok':
      return { outcome: 'replied', reply: body.length === 0 ? undefined : parse(body) };
    case 'declared': {
      const error = ContractError.fromWire(code, parse(body) as Record<string, unknown>);
      return error ? { outcome: 'declared', error } : failedThere(code);
    }
    case 'refused': {
      const refusal = REFUSALS.find((known) => known === code) ?? 'malformed';
      return { outcome: 'failed', failure: { code: 'refused', refusal } };
    }
    case 'interrupted':
      return { outcome: 'failed', failure: { code: 'interrupted' } };
    case 'unknown':
      return { outcome: 'failed', failure: { code: 'connection_lost' } };
    default:
      return failedThere(code);
  }
}

const parse = (body: Buffer): unknown => JSON.parse(body.toString());

const failedThere = (errorId: string): CommandResult => ({
  outcome: 'failed',
  failure: { code: 'handler_failed', errorId },
});
