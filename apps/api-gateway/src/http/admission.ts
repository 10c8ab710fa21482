import { ContractError, type Operation } from '@starling/contract';
import { RateLimiter } from '@starling/broker';
import { type Instance, type TenantScope } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Caller } from '../auth/caller.js';
import { tokenFrom } from '../auth/token-carrier.js';
import { TokenDirectory } from '../auth/token-directory.js';
import { AllowedOrigins } from '../cors/allowed-origins.js';
import { bucketOf } from '../rate-limit/bucket.js';
import { writeRateLimitHeaders } from '../rate-limit/rate-limit-headers.js';
import { InstanceDirectory } from './instance-directory.js';

/** Who was let in, and to what. Tenant and instance are there when the operation is about them. */
export interface Admitted {
  readonly caller?: Caller;
  readonly tenant?: TenantScope;
  readonly instances: readonly Instance[];
}

@Injectable()
export class Admission {
  constructor(
    private readonly tokens: TokenDirectory,
    private readonly origins: AllowedOrigins,
    private readonly rateLimiter: RateLimiter,
    private readonly instances: InstanceDirectory,
  ) {}

  /**
   * All that can be judged before the body is read, in the contract's order: CORS, rate limit, route, token,
   * instance named, ownership, instance exists. The first check that fails is the answer.
   */
  async admit(
    operation: Operation | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Admitted> {
    const caller = await this.tokens.identify(tokenFrom(request.headers));
    this.origins.mark(caller, request, reply);
    await this.count(operation, caller, request, reply);
    if (!operation) throw new ContractError('NotFound');
    const admittedCaller = ensureMayCall(operation, caller);
    if (!admittedCaller || admittedCaller.kind === 'operator') return { caller, instances: [] };
    const tenant = this.tokens.scopeOf(admittedCaller);
    const instances = await this.instances.resolve(operation, request, admittedCaller, tenant);
    return { caller, tenant, instances };
  }

  private async count(
    operation: Operation | undefined,
    caller: Caller | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const rateBucket = operation?.rateBucket ?? 'global';
    if (rateBucket === 'none') return;
    const { key, limit } = bucketOf(caller, rateBucket, request.ip);
    const verdict = await this.rateLimiter.count(key, limit);
    writeRateLimitHeaders(reply, verdict);
    if (verdict.exceeded) throw new ContractError('RateLimitExceeded');
  }
}

/** A token of another kind than the operation wants is as good as none. */
function ensureMayCall(operation: Operation, caller: Caller | undefined): Caller | undefined {
  const accepted: Record<Operation['caller'], readonly Caller['kind'][]> = {
    anyone: [],
    either: ['account', 'instance'],
    account: ['account'],
    operator: ['operator'],
  };
  if (operation.caller === 'anyone') return undefined;
  if (!caller || !accepted[operation.caller].includes(caller.kind)) {
    throw new ContractError('InvalidToken');
  }
  return caller;
}
