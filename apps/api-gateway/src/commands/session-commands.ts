import { type CommandResult, Commands } from '@starling/broker';
import { connectInstance, ContractError, type Operation } from '@starling/contract';
import { type InstanceId, type SessionOwner, SessionOwners } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type Call } from '../http/call.js';
import { errorOf, nobodyToAsk } from './command-failures.js';
import { Patience } from './patience.js';
import { Placement } from './placement.js';

/** Longer than any single step of a session may take, shorter than what proxies in front of us wait. */
const BUDGET_MS = 60_000;
/** The worker itself gives up after 60 s, with a text of its own. */
const CONNECT_BUDGET_MS = 65_000;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

export interface SessionErrand {
  readonly instanceId: string;
  readonly query: unknown;
  readonly body: unknown;
  readonly requestId: string;
  readonly budgetMs: number;
  readonly signal?: AbortSignal;
}

/** Sends an operation to the worker that owns the session, and turns what can go wrong on the way into the contract's words. */
@Injectable()
export class SessionCommands {
  constructor(
    private readonly commands: Commands,
    private readonly owners: SessionOwners,
    private readonly placement: Placement,
  ) {}

  /** Clients name an instance, which admission has found; operators give its id. */
  send(operation: Operation, call: Call): Promise<unknown> {
    const { instance, params, query, body, requestId, signal } = call;
    return this.run(operation, {
      ...{ query, body, requestId, signal },
      instanceId: instance?.id ?? params['instanceId'] ?? '',
      budgetMs: operation.name === connectInstance.name ? CONNECT_BUDGET_MS : BUDGET_MS,
    });
  }

  async run(operation: Operation, errand: SessionErrand): Promise<unknown> {
    const endMs = performance.now() + errand.budgetMs;
    const patience = new Patience(endMs);
    const refusers = new Set<string>();
    for (;;) {
      const found = await this.findOwner(errand.instanceId);
      const worker = await this.placement.find(found, operation, refusers);
      if (worker === undefined) {
        if (await patience.outlastsHandOver(errand.signal)) continue;
        throw nobodyToAsk(operation);
      }
      const budgetMs = Math.floor(endMs - performance.now());
      const result = await this.ask(worker, operation, found, { ...errand, budgetMs });
      if (result.outcome === 'replied') return result.reply;
      if (result.outcome === 'declared') throw result.error;
      if (!(await patience.allowsAfter(result.failure, errand.signal))) {
        throw errorOf(operation, result.failure);
      }
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
    { query, body, requestId, budgetMs, signal }: SessionErrand,
  ): Promise<CommandResult> {
    return this.commands.send(
      worker,
      {
        ...{ operation: operation.name, instance: instanceId, accountId, epoch },
        ...{ body: { query, body }, requestId, budgetMs },
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
