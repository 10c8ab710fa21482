import { randomUUID } from 'node:crypto';
import { ContractError } from '@starling/contract';
import { asBrokerError } from '../connections/broker-error.js';
import { type InboxEntry } from '../inbox/entry.js';
import { type Inbox } from '../inbox/inbox.js';
import { type InboxSender } from '../inbox/inbox-sender.js';
import { type BrokerMetrics } from '../metrics/broker-metrics.js';
import { type Command, type CommandFailureCode, type CommandResult } from './command.js';
import { decodeReply, encodeCommand } from './command-wire.js';

/**
 * Four times as much as a request may say. All commands to a process share one stream, so a large one would delay the
 * others; files are stored, and their commands carry ids.
 */
export const MAX_COMMAND_BODY_BYTES = 1024 * 1024;

type PlainFailure = Exclude<CommandFailureCode, 'refused' | 'handler_failed'>;

interface Call {
  settle(result: CommandResult): void;
}

const failed = (code: PlainFailure): CommandResult => ({ outcome: 'failed', failure: { code } });

/**
 * Asks other processes to execute commands. Each command is executed at most once: it is written once and never
 * repeated here. Every call ends, at the latest with its budget, and never throws for what a network or a peer does.
 */
export class Commands {
  private readonly calls = new Map<string, Call>();
  private readonly idPrefix = randomUUID().slice(0, 13);
  private issued = 0;

  constructor(
    private readonly inbox: Inbox,
    private readonly sender: InboxSender,
    private readonly metrics: BrokerMetrics,
  ) {
    inbox.on('reply', (entries) => entries.forEach((entry) => this.takeReply(entry)));
  }

  get inFlight(): number {
    return this.calls.size;
  }

  /** An aborted `signal` ends the call and tells the other side, which may or may not have acted already. */
  send(processId: string, command: Command, signal?: AbortSignal): Promise<CommandResult> {
    if (signal?.aborted) return Promise.resolve(failed('cancelled'));
    if (command.budgetMs <= 0) return Promise.resolve(failed('deadline_exceeded'));
    const id = `${this.idPrefix}-${(this.issued += 1).toString(36)}`;
    const body = JSON.stringify(command.body) ?? '';
    if (Buffer.byteLength(body) > MAX_COMMAND_BODY_BYTES) {
      return Promise.resolve({ outcome: 'declared', error: new ContractError('BodyTooLarge') });
    }
    const startedAt = performance.now();
    this.metrics.commandStarted(command.operation);
    return new Promise((resolve) => {
      const call: Call = {
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
      this.append(processId, id, command, body, call);
    });
  }

  private append(processId: string, id: string, command: Command, body: string, call: Call): void {
    const fields = encodeCommand(id, this.inbox.processId, command);
    this.sender.send(processId, 'command', fields, body).then(
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
