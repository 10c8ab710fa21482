import { type IncomingHttpHeaders } from 'node:http';
import { isLogId, RateLimiter, type RateVerdict } from '@starling/broker';
import { ContractError, isWellFormedName, tokenFrom } from '@starling/contract';
import { globalBucketOf, isOriginAllowed } from '@starling/domain';
import {
  Accounts,
  Instances,
  type TenantCaller,
  TenantCallers,
  type TenantScope,
  Tokens,
  WebsocketConfigs,
} from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type ClientIdentity } from '../clients/client.js';
import { type Arrival } from '../clients/hub.js';
import { type Resumption } from '../clients/resumption.js';
import { parseSocketPath, type SocketPath } from './socket-path.js';

export interface SocketRequest {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly ip: string;
  /** Base URL of this deployment; pages of its origin are allowed. */
  readonly publicUrl: string;
}

export interface Judgement {
  /** Of the bucket that was used; absent when it could not be counted. */
  readonly rate?: RateVerdict;
  /** The origin of the page that sent the request, and whether that page may read the answer. */
  readonly origin?: { readonly name: string; readonly isAllowed: boolean } | undefined;
  readonly outcome:
    | { readonly arrival: Arrival; readonly identity: ClientIdentity }
    | { readonly refusal: ContractError };
}

/** Who may open a socket, in the contract's order: rate limit, token, name, ownership, instance, origin, permission. */
@Injectable()
export class SocketAdmission {
  constructor(
    private readonly callers: TenantCallers,
    private readonly tokens: Tokens,
    private readonly rateLimiter: RateLimiter,
    private readonly instances: Instances,
    private readonly configs: WebsocketConfigs,
    private readonly accounts: Accounts,
  ) {}

  /** Rejects when the database is away and the account is not known. */
  async judge(request: SocketRequest): Promise<Judgement> {
    const path = parseSocketPath(request.url);
    const token = tokenFrom(request.headers) ?? path?.queryToken;
    // The request is counted first, for an unknown caller, and a failed look-up is reported after that.
    const known = await this.callers.identify(token).then(
      (caller) => ({ caller }),
      (failure: unknown) => ({ caller: undefined, failure }),
    );
    const { key, limit } = globalBucketOf(known.caller, request.ip);
    const rate = await this.rateLimiter.count(key, limit);
    const origin = originOf(request, known.caller);
    try {
      if (rate.exceeded) throw new ContractError('RateLimitExceeded');
      if (!path) throw new ContractError('NotFound');
      if ('failure' in known) throw new ContractError('InstanceLookupFailed');
      if (token === undefined) throw new ContractError('MissingSocketToken');
      if (!known.caller) throw new ContractError('InvalidToken');
      const arrival = await this.admit(known.caller, path, origin);
      const { accountId } = known.caller;
      const identity = { accountId, tokenHash: this.tokens.hashOf(token) };
      return { rate, origin, outcome: { arrival, identity } };
    } catch (error) {
      const refusal =
        error instanceof ContractError ? error : new ContractError('InstanceLookupFailed');
      return { rate, origin, outcome: { refusal } };
    }
  }

  private async admit(
    caller: TenantCaller,
    { instanceName, since }: SocketPath,
    origin: Judgement['origin'],
  ): Promise<Arrival> {
    if (instanceName === '') throw new ContractError('InstanceNameRequired');
    if (caller.kind === 'instance' && instanceName !== caller.instanceName) {
      throw new ContractError('WrongInstanceToken');
    }
    if (!isWellFormedName(instanceName)) throw new ContractError('InstanceNotFound');
    const scope = this.callers.scopeOf(caller);
    const instance = await this.instances.findByName(scope, instanceName);
    if (!instance) throw new ContractError('InstanceNotFound');
    if (origin?.isAllowed === false) throw new ContractError('OriginNotAllowed');
    const config = await this.configs.find(scope, instance.id);
    if (!config?.enabled)
      throw new ContractError('WebsocketNotEnabled', { instance: instanceName });
    const resume = since === undefined ? undefined : await this.resumption(since, scope);
    return { instanceId: instance.id, scope, config, ...(resume && { resume }) };
  }

  private async resumption(since: string, { accountId }: TenantScope): Promise<Resumption> {
    if (since !== 'now' && !isLogId(since)) {
      throw new ContractError('InvalidQueryParameter', { name: 'since' });
    }
    const account = await this.accounts.find({ kind: 'id', id: accountId });
    return { since, keepSeconds: account?.eventRetentionSeconds ?? 0 };
  }
}

function originOf(
  { headers: { origin }, publicUrl }: SocketRequest,
  caller: TenantCaller | undefined,
): Judgement['origin'] {
  if (!origin) return undefined;
  return {
    name: origin,
    isAllowed: isOriginAllowed(origin, caller?.allowedOrigins ?? [], publicUrl),
  };
}
