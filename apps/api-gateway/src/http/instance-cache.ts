import {
  ContractError,
  canonicalName,
  ensureNoNul,
  isWellFormedName,
  splitNames,
  type Operation,
} from '@starling/contract';
import { Injectable } from '@nestjs/common';
import {
  type AccountId,
  Instances,
  RememberedAnswers,
  type TenantCaller,
  type TenantScope,
} from '@starling/storage';
import { type FastifyRequest } from 'fastify';
import { type AccountCache } from '../auth/account-cache.js';
import { type NamedInstance } from '../call/call.js';

/** Finds the instances that a path names. Names of other accounts, and of other instances to an instance's token, do not leak. */
@Injectable()
export class InstanceCache implements AccountCache {
  private readonly remembered = new RememberedAnswers<NamedInstance>();

  constructor(private readonly instances: Instances) {}

  async resolve(
    operation: Operation,
    request: FastifyRequest,
    caller: TenantCaller,
    tenant: TenantScope,
  ): Promise<readonly NamedInstance[]> {
    const named = namesIn(operation, request.params as Record<string, string | undefined>);
    if (!named) return [];
    if (named.length === 0) throw new ContractError('InstanceNameRequired');
    if (caller.kind === 'instance' && named.some((name) => name !== caller.instanceName)) {
      throw new ContractError('WrongInstanceToken');
    }
    ensureNoNul(operation, { instance: named });
    // No instance can have such a name.
    if (!named.every(isWellFormedName)) throw new ContractError('InstanceNotFound');
    return Promise.all(named.map((name) => this.find(tenant, name)));
  }

  forgetAccount(accountId: AccountId): void {
    this.remembered.forget(accountId);
  }

  /** Names that nobody bears are not remembered: the next request may be the one after they were given. */
  private async find(tenant: TenantScope, name: string): Promise<NamedInstance> {
    const { accountId } = tenant;
    const key = `${accountId} ${name}`;
    const found =
      this.remembered.get(key) ??
      (await this.remembered.ask(key, async () => {
        const instance = await this.instances.findByName(tenant, name);
        return instance && { accountId, value: { id: instance.id, name } };
      }));
    if (!found) throw new ContractError('InstanceNotFound');
    return found;
  }
}

/** Nothing when the path names no instance at all. */
function namesIn(
  operation: Operation,
  params: Readonly<Record<string, string | undefined>>,
): readonly string[] | undefined {
  if (!operation.path.split('/').includes(':instance')) return undefined;
  const text = params.instance ?? '';
  if (operation.instancesInPath === 'list') return splitNames(text);
  const name = canonicalName(text);
  return name === '' ? [] : [name];
}
