import { type CommandResult, Commands, type SentCommand } from '@starling/broker';
import { connectInstance, ContractError, type Operation } from '@starling/contract';
import { type InstanceId, type SessionOwner, SessionOwners } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type Call } from '../call/call.js';
import { errorOf, noProcessToAsk } from './command-failures.js';
import { CommandBudget } from './command-budget.js';
import { Placement } from './placement.js';

/** Longer than any single step of a session may take, shorter than what proxies in front of us wait. */
const BUDGET_MS = 60_000;
/** The worker itself gives up after 60 s, with a text of its own. */
const CONNECT_BUDGET_MS = 65_000;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

export interface SessionRequest {
  readonly instanceId: string;
  readonly query: unknown;
  readonly body: unknown;
  /** The reserved id of a message, for a command that sends one. */
  readonly reserved?: unknown;
  readonly requestId: string;
  readonly budgetMs: number;
  readonly signal?: AbortSignal;
}

/** Waits for the result of a command, and may give the command up when its owner is gone. */
export type Watch = (owner: SessionOwner, command: SentCommand) => Promise<CommandResult>;

const patiently: Watch = (_, { result }) => result;

/**
 * Sends an operation to the worker that owns the session, and reports failures of the transport as errors of the
 * contract.
 */
@Injectable()
export class SessionCommands {
  constructor(
    private readonly commands: Commands,
    private readonly owners: SessionOwners,
    private readonly placement: Placement,
  ) {}

  /** Clients name an instance, which admission has found. Operators give its id in the path. */
  send(operation: Operation, call: Call): Promise<unknown> {
    const { instance, params, query, body, requestId, signal } = call;
    return this.run(operation, {
      query,
      body,
      requestId,
      signal,
      instanceId: instance?.id ?? params['instanceId'] ?? '',
      budgetMs: operation.name === connectInstance.name ? CONNECT_BUDGET_MS : BUDGET_MS,
    });
  }

  async run(operation: Operation, request: SessionRequest): Promise<unknown> {
    const result = await this.try(operation, request);
    if (result.outcome === 'replied') return result.reply;
    throw result.outcome === 'declared' ? result.error : errorOf(operation, result.failure);
  }

  /** Offers the command to workers as long as none can have executed it. Returns the result of the last offer. */
  async try(
    operation: Operation,
    request: SessionRequest,
    watch: Watch = patiently,
  ): Promise<CommandResult> {
    const endMs = performance.now() + request.budgetMs;
    const budget = new CommandBudget(endMs, operation.waitsForWorkerMs);
    const refusers = new Set<string>();
    for (;;) {
      // An owner that is up to a second old is good enough: a worker that no longer owns the session refuses.
      const recent = this.owners.findRecent(request.instanceId as InstanceId);
      const found = recent ?? (await this.findOwner(request.instanceId));
      const worker = await this.placement.find(found, operation, refusers);
      if (worker === undefined && recent) {
        this.owners.forget(found.instanceId);
        continue;
      }
      if (worker === undefined) {
        if (await budget.outlastsHandOver(request.signal)) continue;
        return { outcome: 'declared', error: noProcessToAsk(operation) };
      }
      const budgetMs = Math.floor(endMs - performance.now());
      const command = this.ask(worker, operation, found, { ...request, budgetMs });
      const result = await watch(found, command);
      if (result.outcome !== 'failed') return result;
      this.owners.forget(found.instanceId);
      if (!(await budget.allowsAfter(result.failure, request.signal))) return result;
      refusers.add(worker);
    }
  }

  async hasLiveOwner(instanceId: InstanceId): Promise<boolean> {
    const found = await this.owners.find(instanceId);
    return found !== undefined && (await this.placement.isOwned(found));
  }

  private ask(
    worker: string,
    operation: Operation,
    { instanceId, accountId, epoch }: SessionOwner,
    { query, body, reserved, requestId, budgetMs, signal }: SessionRequest,
  ): SentCommand {
    return this.commands.start(
      worker,
      {
        operation: operation.name,
        instance: instanceId,
        accountId,
        epoch,
        body: { query, body, reserved },
        requestId,
        budgetMs,
      },
      signal,
    );
  }

  private async findOwner(id: string): Promise<SessionOwner> {
    const found = UUID.test(id) ? await this.owners.find(id as InstanceId) : undefined;
    if (!found) throw new ContractError('InstanceNotFound');
    return found;
  }
}
