import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type CommandFailure, type CommandResult } from '@starling/broker';
import { ContractError, type Operation } from '@starling/contract';
import { MESSAGE_ID_BYTES, messageIdFrom } from '@starling/domain';
import { Injectable } from '@nestjs/common';
import { errorOf } from '../commands/command-failures.js';
import { SessionCommands } from '../commands/session-commands.js';
import { type Call } from '../http/call.js';
import { Idempotency, UncertainSendError } from './idempotency.js';
import { OwnerWatch } from './owner-watch.js';
import { StoredReplies } from './stored-replies.js';

/** The longest delay, the longest download, and time to send. */
const BUDGET_MS = 150_000;
/** A dead worker's sessions are open again with others by then. */
const RECOVERY_MS = 45_000;
const ASK_AGAIN_MS = 500;

interface First {
  readonly messageId: string;
  readonly isRepeated: boolean;
}

/**
 * Sends a message through the owner of its session. The id is reserved before, so that a worker that dies on the way
 * leaves no doubt: whoever owns the session next knows by it whether the message was stored, and a stored one goes out.
 */
@Injectable()
export class SendCommands {
  constructor(
    private readonly commands: SessionCommands,
    private readonly watch: OwnerWatch,
    private readonly stored: StoredReplies,
    private readonly idempotency: Idempotency,
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
      throw error instanceof UncertainSendError ? error.told : error;
    });
  }

  /** What it throws means that nothing was sent, and nothing will be. */
  private async untilKnown(operation: Operation, call: Call, first: First): Promise<unknown> {
    const { messageId } = first;
    const endMs = performance.now() + BUDGET_MS;
    let { isRepeated } = first;
    let giveUpMs = isRepeated ? performance.now() + RECOVERY_MS : endMs;
    for (;;) {
      const result = await this.ask(operation, call, { messageId, isRepeated }, endMs);
      if (result.outcome === 'replied') return result.reply;
      if (leavesDoubt(result)) {
        const sent = await this.stored.findSent(call, messageId).catch(() => undefined);
        if (sent) return sent;
        if (!isRepeated) giveUpMs = Math.min(endMs, performance.now() + RECOVERY_MS);
        isRepeated = true;
      }
      const isOver = !isRepeated || performance.now() > giveUpMs || !mayChange(result);
      if (isOver) return this.asStored(operation, call, messageId, result, isRepeated);
      await wait(ASK_AGAIN_MS);
    }
  }

  private ask(
    operation: Operation,
    call: Call,
    reserved: First,
    endMs: number,
  ): Promise<CommandResult> {
    const { instance, query, body, requestId, signal } = call;
    const budgetMs = Math.floor(endMs - performance.now());
    const errand = { instanceId: instance.id, query, body, reserved, requestId, budgetMs, signal };
    return this.commands.try(operation, errand, (owner, asking) =>
      this.watch.during(owner, asking, () => this.stored.isSent(call, reserved.messageId)),
    );
  }

  private async asStored(
    operation: Operation,
    call: Call,
    messageId: string,
    result: Exclude<CommandResult, { outcome: 'replied' }>,
    isRepeated: boolean,
  ): Promise<unknown> {
    const reply = isRepeated ? await this.stored.find(call, messageId) : undefined;
    if (reply) return reply;
    if (result.outcome === 'declared') throw result.error;
    const error = errorOf(operation, result.failure);
    throw isUncertain(result.failure) ? new UncertainSendError(error) : error;
  }
}

/** The worker may have gone on after we lost sight of it. */
function leavesDoubt(result: CommandResult): boolean {
  // Whoever hung up waits for nothing any more.
  return (
    result.outcome === 'failed' &&
    result.failure.code !== 'cancelled' &&
    isUncertain(result.failure)
  );
}

const isUncertain = ({ code }: CommandFailure): boolean =>
  !['no_such_process', 'unreachable', 'refused'].includes(code);

/** The session is on its way to another owner, or opens there. */
function mayChange(result: CommandResult): boolean {
  if (result.outcome === 'failed') return result.failure.code !== 'handler_failed';
  if (result.outcome === 'replied') return false;
  return result.error instanceof ContractError && result.error.code === 'InstanceNotConnected';
}
