import {
  ContractError,
  canonicalName,
  isWellFormedName,
  splitNames,
  type Operation,
} from '@starling/contract';
import { Injectable } from '@nestjs/common';
import { type Instance, Instances, type TenantScope } from '@starling/storage';
import { type FastifyRequest } from 'fastify';
import { type AccountCaller, type InstanceCaller } from '../auth/caller.js';

/** Finds the instances that a path names. Names of other accounts, and of other instances to an instance's token, do not leak. */
@Injectable()
export class InstanceDirectory {
  constructor(private readonly instances: Instances) {}

  async resolve(
    operation: Operation,
    request: FastifyRequest,
    caller: AccountCaller | InstanceCaller,
    tenant: TenantScope,
  ): Promise<Instance[]> {
    const named = namesIn(operation, request.params as Record<string, string | undefined>);
    if (!named) return [];
    if (named.length === 0) throw new ContractError('InstanceNameRequired');
    if (caller.kind === 'instance' && named.some((name) => name !== caller.instanceName)) {
      throw new ContractError('WrongInstanceToken');
    }
    // Nobody can bear such a name, and the database could not even be asked for some of them.
    if (!named.every(isWellFormedName)) throw new ContractError('InstanceNotFound');
    const found = await Promise.all(named.map((name) => this.instances.findByName(tenant, name)));
    return found.map((instance) => {
      if (!instance) throw new ContractError('InstanceNotFound');
      return instance;
    });
  }
}

/** Nothing when the path names no instance at all. */
function namesIn(
  operation: Operation,
  params: Readonly<Record<string, string | undefined>>,
): readonly string[] | undefined {
  if (!operation.path.endsWith('/:instance')) return undefined;
  const text = params.instance ?? '';
  if (operation.instancesInPath === 'list') return splitNames(text);
  const name = canonicalName(text);
  return name === '' ? [] : [name];
}
