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

/**
 * Finds the instances that a path names. An account does not learn which names other accounts use, and the token of an
 * instance does not learn the names of other instances.
 */
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

  /** A name without an instance is not cached: the instance may be created before the next request. */
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

/** Undefined when the path names no instance. */
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
