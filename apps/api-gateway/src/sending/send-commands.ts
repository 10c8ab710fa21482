import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type CommandFailure, type CommandResult } from '@starling/broker';
import { ContractError, type Operation } from '@starling/contract';
import { MESSAGE_ID_BYTES, messageIdFrom } from '@starling/domain';
import { Inject, Injectable } from '@nestjs/common';
import { errorOf } from '../commands/command-failures.js';
import { SessionCommands } from '../commands/session-commands.js';
import { type Call } from '../call/call.js';
import { Idempotency, UncertainSendError } from './idempotency.js';
import { OwnerWatch } from './owner-watch.js';
import { type StoredSend, StoredReplies } from './stored-replies.js';

export interface SendTimes {
  readonly budgetMs: number;
  /** How long a send is repeated after its owner was lost. */
  readonly recoveryMs: number;
  readonly askAgainMs: number;
  /** How long the row is asked for at the end of the budget, at least, when the database does not answer. */
  readonly lastLookMs: number;
}

export const SEND_TIMES = Symbol('send times');

export const DEFAULT_SEND_TIMES: SendTimes = {
  // The longest delay, the longest download, and time to send.
  budgetMs: 150_000,
  // A dead worker's sessions are open again with others by then.
  recoveryMs: 45_000,
  askAgainMs: 500,
  lastLookMs: 5_000,
};

interface First {
  readonly messageId: string;
  readonly isRepeated: boolean;
}

interface Attempt extends First {
  /** When the budget of the whole request ends. */
  readonly endMs: number;
}

/**
 * Sends a message through the owner of its session. The gateway reserves the id of the message first. When the worker
 * dies, the next owner of the session knows by this id whether the message was stored, and a stored message goes out.
 */
@Injectable()
export class SendCommands {
  constructor(
    private readonly commands: SessionCommands,
    private readonly watch: OwnerWatch,
    private readonly stored: StoredReplies,
    private readonly idempotency: Idempotency,
    @Inject(SEND_TIMES) private readonly times: SendTimes,
  ) {}

  send(operation: Operation, call: Call): Promise<unknown> {
    const newId = messageIdFrom(randomBytes(MESSAGE_ID_BYTES));
    const { idempotencyKey: key } = call;
    const act = (messageId: string, isRepeated: boolean) =>
      this.untilKnown(operation, call, { messageId, isRepeated });
    const sending =
      key === undefined
        ? act(newId, false)
        : this.idempotency.once(key, operation, call, newId, act);
    return sending.catch((error: unknown) => {
      throw error instanceof UncertainSendError ? error.reply : error;
    });
  }

  /** An error of the contract that this throws means that the message was not sent and will not be. */
  private async untilKnown(operation: Operation, call: Call, first: First): Promise<unknown> {
    const { messageId } = first;
    const { budgetMs, recoveryMs, askAgainMs } = this.times;
    const endMs = performance.now() + budgetMs;
    // The owner sends a message once more that failed in an earlier request with the same key.
    const isFinalFailure = !first.isRepeated;
    let { isRepeated } = first;
    let giveUpMs = isRepeated ? performance.now() + recoveryMs : endMs;
    for (;;) {
      const attempt = { messageId, isRepeated, endMs };
      const result = await this.ask(operation, call, attempt, isFinalFailure);
      if (result.outcome === 'replied') return result.reply;
      if (leavesDoubt(result)) {
        const stored = await this.stored.find(call, messageId).catch(() => undefined);
        if (stored?.state === 'sent') return stored.reply;
        if (stored?.state === 'failed' && isFinalFailure) throw notAccepted(operation);
        if (!isRepeated) giveUpMs = Math.min(endMs, performance.now() + recoveryMs);
        isRepeated = true;
      }
      const isOver = performance.now() > giveUpMs || call.signal.aborted || !mayChange(result);
      if (isOver || !isRepeated) {
        return this.asStored(operation, call, { ...attempt, isRepeated }, result);
      }
      await wait(askAgainMs);
    }
  }

  private async ask(
    operation: Operation,
    call: Call,
    { messageId, isRepeated, endMs }: Attempt,
    isFinalFailure: boolean,
  ): Promise<CommandResult> {
    const { instance, query, body, requestId, signal } = call;
    const isDecided = async () => {
      const state = await this.stored.findState(call, messageId);
      return state === 'sent' || (state === 'failed' && isFinalFailure);
    };
    const reserved: First = { messageId, isRepeated };
    const budgetMs = Math.floor(endMs - performance.now());
    const request = { instanceId: instance.id, query, body, reserved, requestId, budgetMs, signal };
    try {
      return await this.commands.try(operation, request, (owner, command) =>
        this.watch.during(owner, command, isDecided),
      );
    } catch (error) {
      // The database cannot say who owns the session. The message may be sent already, so that is no answer.
      if (!isRepeated || error instanceof ContractError) throw error;
      return LOST;
    }
  }

  /**
   * The end of the wait. A pending message counts as sent: it was handed over, and its session relays it again when it
   * opens, under the same id, until WhatsApp has answered (ADR 10). An error would make clients send it twice. When
   * WhatsApp refuses it after all, a `message.status` event says so, as for every message.
   */
  private async asStored(
    operation: Operation,
    call: Call,
    attempt: Attempt,
    result: Exclude<CommandResult, { outcome: 'replied' }>,
  ): Promise<unknown> {
    if (attempt.isRepeated) {
      const stored = await this.findAtLast(call, attempt);
      if (!stored) throw new UncertainSendError(errorOf(operation, LOST.failure));
      if ('reply' in stored) return stored.reply;
    }
    if (result.outcome === 'declared') throw result.error;
    const error = errorOf(operation, result.failure);
    throw isUncertain(result.failure) ? new UncertainSendError(error) : error;
  }

  /** Undefined: the database did not answer as long as the client waits. */
  private async findAtLast(
    call: Call,
    { messageId, endMs }: Attempt,
  ): Promise<StoredSend | undefined> {
    const { lastLookMs, askAgainMs } = this.times;
    const giveUpMs = Math.max(endMs, performance.now() + lastLookMs);
    for (;;) {
      const stored = await this.stored.find(call, messageId).catch(() => undefined);
      if (stored || call.signal.aborted || performance.now() > giveUpMs) return stored;
      await wait(askAgainMs);
    }
  }
}

const LOST = { outcome: 'failed', failure: { code: 'connection_lost' } } as const;

/** The row has no room for the reason. */
const notAccepted = ({ unanswered }: Operation): ContractError =>
  ContractError.ofFailure(unanswered, 'not accepted by WhatsApp');

/** True when the worker may have gone on with the command although the gateway got no reply. */
function leavesDoubt(result: CommandResult): boolean {
  // A client that hung up waits for no answer.
  return (
    result.outcome === 'failed' &&
    result.failure.code !== 'cancelled' &&
    isUncertain(result.failure)
  );
}

const isUncertain = ({ code }: CommandFailure): boolean =>
  !['no_such_process', 'unreachable', 'refused'].includes(code);

/** True while the session may be on its way to another owner, or may be opening there. */
function mayChange(result: CommandResult): boolean {
  if (result.outcome === 'failed') return result.failure.code !== 'handler_failed';
  if (result.outcome === 'replied') return false;
  return result.error instanceof ContractError && result.error.code === 'InstanceNotConnected';
}
