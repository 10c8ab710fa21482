import { randomUUID } from 'node:crypto';
import { ContractError } from '@starling/contract';
import { asBrokerError } from '../connections/broker-error.js';
import { type InboxEntry } from '../inbox/entry.js';
import { type Inbox } from '../inbox/inbox.js';
import { type InboxWriter } from '../inbox/inbox-writer.js';
import { type BrokerMetrics } from '../metrics/broker-metrics.js';
import {
  type Command,
  type CommandFailureCode,
  type CommandResult,
  type SentCommand,
} from './command.js';
import { decodeReply, encodeCommand } from './command-wire.js';
import { LostCalls, type OpenCall } from './lost-calls.js';

/**
 * Four times as much as a request may say. All commands to a process share one stream, so a large one would delay the
 * others; files are stored, and their commands carry ids.
 */
export const MAX_COMMAND_BODY_BYTES = 1024 * 1024;

type PlainFailure = Exclude<CommandFailureCode, 'refused' | 'handler_failed'>;

const ended = (result: CommandResult): SentCommand => ({
  result: Promise.resolve(result),
  giveUp: () => undefined,
});

const failed = (code: PlainFailure): CommandResult => ({ outcome: 'failed', failure: { code } });

/**
 * Asks other processes to execute commands. Each command is executed at most once: it is written once and never
 * repeated here. Every call ends, at the latest with its budget, and never throws for what a network or a peer does.
 * A call whose command or reply Redis lost ends as `connection_lost` within seconds of the recovery of Redis.
 */
export class Commands {
  private readonly calls = new Map<string, OpenCall>();
  private readonly lostCalls: LostCalls;
  private readonly idPrefix = randomUUID().slice(0, 13);
  private issued = 0;

  constructor(
    private readonly inbox: Inbox,
    private readonly sender: InboxWriter,
    private readonly metrics: BrokerMetrics,
  ) {
    inbox.on('reply', (entries) => entries.forEach((entry) => this.takeReply(entry)));
    this.lostCalls = new LostCalls(this.calls, inbox, sender);
  }

  get inFlight(): number {
    return this.calls.size;
  }

  /** An aborted `signal` ends the call and tells the other side, which may or may not have acted already. */
  send(processId: string, command: Command, signal?: AbortSignal): Promise<CommandResult> {
    return this.start(processId, command, signal).result;
  }

  /** As `send`, for a caller that may learn in another way that no reply will come. */
  start(processId: string, command: Command, signal?: AbortSignal): SentCommand {
    if (signal?.aborted) return ended(failed('cancelled'));
    if (command.budgetMs <= 0) return ended(failed('deadline_exceeded'));
    const id = `${this.idPrefix}-${(this.issued += 1).toString(36)}`;
    const body = JSON.stringify(command.body) ?? '';
    if (Buffer.byteLength(body) > MAX_COMMAND_BODY_BYTES) {
      return ended({ outcome: 'declared', error: new ContractError('BodyTooLarge') });
    }
    const startedAt = performance.now();
    this.metrics.commandStarted(command.operation);
    const giveUp = () => this.calls.get(id)?.settle(failed('connection_lost'));
    const result = new Promise<CommandResult>((resolve) => {
      const call: OpenCall = {
        processId,
        startedAt,
        settle: (result) => {
          if (!this.calls.delete(id)) return;
          clearTimeout(timer);
          signal?.removeEventListener('abort', cancel);
          this.metrics.commandEnded(
            command.operation,
            outcomeOf(result),
            performance.now() - startedAt,
          );
          resolve(result);
        },
      };
      const timer = setTimeout(() => call.settle(failed('deadline_exceeded')), command.budgetMs);
      const cancel = () => {
        call.settle(failed('cancelled'));
        this.sender.send(processId, 'cancel', { id }, '').catch(() => undefined);
      };
      this.calls.set(id, call);
      signal?.addEventListener('abort', cancel, { once: true });
      this.append(id, command, body, call);
    });
    this.lostCalls.watch();
    return { result, giveUp };
  }

  private append(id: string, command: Command, body: string, call: OpenCall): void {
    const fields = encodeCommand(id, this.inbox.processId, command);
    this.sender.send(call.processId, 'command', fields, body).then(
      (outcome) => {
        if (outcome === 'no_such_process') call.settle(failed('no_such_process'));
      },
      (error: unknown) => {
        const lost = asBrokerError(error).code === 'ConnectionLost';
        call.settle(failed(lost ? 'connection_lost' : 'unreachable'));
      },
    );
  }

  /** A reply after the deadline finds no call and is dropped. */
  private takeReply(entry: InboxEntry): void {
    this.calls.get(entry.fields['id'] ?? '')?.settle(decodeReply(entry));
  }
}

const outcomeOf = (result: CommandResult): string =>
  result.outcome === 'failed' ? result.failure.code : result.outcome;
