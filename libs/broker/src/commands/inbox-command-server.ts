import { runInBackground } from '@starling/platform';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ContractError } from '@starling/contract';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { type InboxEntry } from '../inbox/entry.js';
import { type Inbox } from '../inbox/inbox.js';
import { type InboxWriter } from '../inbox/inbox-writer.js';
import { type BrokerMetrics } from '../metrics/broker-metrics.js';
import { type Refusal } from './command.js';
import { CommandContext } from './command-context.js';
import {
  type CommandHeader,
  decodeCommand,
  encodeReply,
  type ServedOutcome,
} from './command-wire.js';
import { NotOwnerError } from './not-owner-error.js';
import { InstanceBreakers } from './instance-breakers.js';
import { CommandAborted, type RunningCommand, RunningCommands } from './running-commands.js';

/** More would only die of their deadlines in line; callers learn at once instead. */
const MAX_IN_FLIGHT = 5_000;
const REPLY_AGAIN_MS = 100;
/** A caller without an inbox for so long has ended; a living one makes its own again with its next sign of life. */
const CALLER_MISSING_MS = 5_000;

/**
 * Nest's door for commands: handlers are ordinary `@MessagePattern(operation.name)` methods, given the body, and a
 * a `CommandContext` where they ask for it with `@Ctx()`.
 *
 * A command runs at most once, as soon as it is read, beside all others: who needs an order (one chat, one instance)
 * makes it. One whose deadline has passed, by Redis's clock, is not started. A crash of the process loses what ran.
 */
export class InboxCommandServer extends Server implements CustomTransportStrategy {
  private readonly running = new RunningCommands();
  private readonly breakers = new InstanceBreakers();
  /** Ids of commands whose reply is being written. */
  private readonly replying = new Set<string>();
  private stopping = false;

  constructor(
    private readonly inbox: Inbox,
    private readonly sender: InboxWriter,
    private readonly metrics: BrokerMetrics,
  ) {
    super();
  }

  listen(ready: () => void): void {
    this.inbox.on('command', (entries) => entries.forEach((entry) => this.take(entry)));
    this.inbox.on('cancel', (entries) =>
      entries.forEach(({ fields }) => this.running.cancel(fields['id'] ?? '')),
    );
    this.inbox.on('inquiry', (entries) => entries.forEach((entry) => this.answerInquiry(entry)));
    ready();
  }

  /** New commands are refused; resolves when the running ones have ended, or were aborted after `limitMs`. */
  async drain(limitMs: number): Promise<void> {
    this.stopping = true;
    await this.running.ended(limitMs);
  }

  /** Nest closes its transports on its own; the caller of `drain` decides the order of closing. */
  close(): void {
    this.stopping = true;
  }

  on(): never {
    throw new Error('The command transport has no events of its own.');
  }

  unwrap<T>(): T {
    return this.inbox as T;
  }

  private take(entry: InboxEntry): void {
    const command = decodeCommand(entry);
    if (!command) {
      this.logger.warn('A command without an address was dropped');
      return;
    }
    const refusal = this.refusalOf(command);
    if (refusal) return this.answer(command, { status: 'refused', refusal });
    const remainingMs = command.deadlineMs - this.inbox.clock.nowMs();
    if (remainingMs <= 0) return this.metrics.commandServed(command.operation, 'expired', 0);
    let body: unknown;
    try {
      body = entry.body.length === 0 ? undefined : JSON.parse(entry.body.toString());
    } catch {
      return this.answer(command, { status: 'refused', refusal: 'malformed' });
    }
    runInBackground('run a command', this.run(command, body, remainingMs));
  }

  private refusalOf({ operation, instance }: CommandHeader): Refusal | undefined {
    if (this.stopping) return 'stopping';
    if (!this.messageHandlers.has(operation)) return 'unknown_operation';
    const isFull = this.running.count >= MAX_IN_FLIGHT || this.breakers.refuses(instance);
    return isFull ? 'overloaded' : undefined;
  }

  private async run(command: CommandHeader, body: unknown, remainingMs: number): Promise<void> {
    const startedAt = performance.now();
    const running = this.running.start(command.id, remainingMs);
    this.breakers.began(command.instance);
    const context = new CommandContext(command, running.signal);
    let served: ServedOutcome | undefined;
    // The hook's type hides that it returns what is done inside it.
    await (this.runWithProcessingHooks(context, async (processed) => {
      served = await this.serve(command, body, context);
      processed();
    }) as unknown as Promise<void>);
    const outcome = served ?? { status: 'failed' as const, errorId: randomUUID() };
    this.metrics.commandServed(
      command.operation,
      running.isAwaited ? outcome.status : 'aborted',
      performance.now() - startedAt,
    );
    this.breakers.ended(command.instance, hasTimedOut(running));
    if (running.isAwaited) await this.reply(command, outcome);
    running.end();
  }

  private async serve(
    { operation, requestId, instance }: CommandHeader,
    body: unknown,
    context: CommandContext,
  ): Promise<ServedOutcome> {
    try {
      const handler = this.messageHandlers.get(operation);
      const result: unknown = await handler?.(body, context);
      const reply = isObservable(result)
        ? await lastValueFrom(result, { defaultValue: undefined })
        : result;
      return { status: 'ok', reply };
    } catch (error) {
      if (error instanceof NotOwnerError) return { status: 'refused', refusal: 'not_owner' };
      if (error instanceof ContractError) return { status: 'declared', error };
      if (isInterrupted(context.signal)) return { status: 'interrupted' };
      const errorId = randomUUID();
      if (!context.signal.aborted) {
        const ids = { kind: 'command', errorId, operation, requestId, instance };
        this.logger.error({ ...ids, err: error }, 'a command failed');
      }
      return { status: 'failed', errorId };
    }
  }

  /**
   * A caller asks about commands that it gave to this process. Those that run, or whose reply is being written, are
   * answered later. This reply is written after theirs, so that a reply that the caller has not read yet comes first.
   * One that gets lost is made up for by the caller's next inquiry.
   */
  private answerInquiry({ fields: { replyTo }, body }: InboxEntry): void {
    if (replyTo === undefined) return;
    for (const id of body.toString().split(' ')) {
      if (this.running.has(id) || this.replying.has(id)) continue;
      const [fields] = encodeReply(id, { status: 'unknown' });
      this.sender.send(replyTo, 'reply', fields, '').catch(() => undefined);
    }
  }

  private answer(command: CommandHeader, served: ServedOutcome): void {
    this.metrics.commandServed(command.operation, served.status, 0);
    runInBackground('reply to a command', this.reply(command, served));
  }

  /**
   * Repeated through a short outage, for the caller waits; a second copy would find no call any more. After a longer
   * one the caller's inbox may not be there again yet, and for a moment it looks as if the caller were gone.
   */
  private async reply(command: CommandHeader, served: ServedOutcome): Promise<void> {
    this.replying.add(command.id);
    await this.writeReply(command, served);
    this.replying.delete(command.id);
  }

  private async writeReply(command: CommandHeader, served: ServedOutcome): Promise<void> {
    const [fields, body] = encodeReply(command.id, served);
    const goneAt = performance.now() + CALLER_MISSING_MS;
    for (;;) {
      let trouble: unknown;
      try {
        const outcome = await this.sender.send(command.replyTo, 'reply', fields, body);
        if (outcome !== 'no_such_process' || performance.now() > goneAt) return;
        trouble = outcome;
      } catch (error) {
        trouble = error;
      }
      if (this.inbox.clock.nowMs() + REPLY_AGAIN_MS >= command.deadlineMs) {
        this.logger.warn(`The reply to ${command.operation} was not sent: ${String(trouble)}`);
        return;
      }
      await wait(REPLY_AGAIN_MS);
    }
  }
}

const isInterrupted = ({ reason }: AbortSignal): boolean =>
  reason instanceof CommandAborted && reason.abortCause === 'stopping';
const hasTimedOut = ({ signal }: RunningCommand): boolean =>
  signal.reason instanceof CommandAborted && signal.reason.abortCause === 'deadline';
