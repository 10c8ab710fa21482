import { ContractError, type Operation } from '@starling/contract';
import { type CommandFailure, Commands } from '@starling/broker';
import { type InstanceId, type SessionOwner, SessionOwners } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type Call } from '../http/call.js';

/** Longer than any single step of a session may take, shorter than what proxies in front of us wait. */
const BUDGET_MS = 60_000;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Sends an operation to the worker that owns the session, and turns what can go wrong on the way into the contract's words. */
@Injectable()
export class SessionCommands {
  constructor(
    private readonly commands: Commands,
    private readonly owners: SessionOwners,
  ) {}

  async send(operation: Operation, call: Call): Promise<unknown> {
    const { instanceId, accountId, owner, epoch } = await this.findOwner(call);
    if (owner === null) throw new ContractError('InstanceNotConnected');
    const result = await this.commands.send(
      owner,
      {
        ...{ operation: operation.name, instance: instanceId, accountId, epoch },
        body: { query: call.query, body: call.body },
        requestId: call.requestId,
        budgetMs: BUDGET_MS,
      },
      call.signal,
    );
    if (result.outcome === 'replied') return result.reply;
    throw result.outcome === 'declared' ? result.error : errorOf(result.failure);
  }

  /** Clients name an instance, which admission has found; operators give its id. */
  private async findOwner({ instance, params }: Call): Promise<SessionOwner> {
    const id = instance?.id ?? params['instanceId'] ?? '';
    const found = UUID.test(id) ? await this.owners.find(id as InstanceId) : undefined;
    if (!found) throw new ContractError('InstanceNotFound');
    return found;
  }
}

/** What certainly was not executed may be tried again, and says so with 503; what perhaps was, may not. */
function errorOf(failure: CommandFailure): ContractError {
  switch (failure.code) {
    case 'no_such_process':
    case 'unreachable':
    case 'refused':
      return new ContractError('InstanceNotConnected');
    case 'deadline_exceeded':
    case 'connection_lost':
    case 'cancelled':
      return new ContractError('SessionTimedOut');
    case 'handler_failed':
      return new ContractError('Internal');
  }
}
