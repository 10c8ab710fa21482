import { ContractError, type Operation, tokenFrom } from '@starling/contract';
import { RateLimiter } from '@starling/broker';
import { noteOn } from '@starling/platform';
import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Caller } from '../auth/caller.js';
import { TokenCache } from '../auth/token-cache.js';
import { AllowedOrigins } from '../cors/allowed-origins.js';
import { bucketOf } from '../rate-limit/bucket.js';
import { writeRateLimitHeaders } from '../rate-limit/rate-limit-headers.js';
import { type Admitted } from '../call/call.js';
import { InstanceCache } from './instance-cache.js';

@Injectable()
export class Admission {
  constructor(
    private readonly tokens: TokenCache,
    private readonly origins: AllowedOrigins,
    private readonly rateLimiter: RateLimiter,
    private readonly instances: InstanceCache,
  ) {}

  /**
   * The checks before the body is read, in the contract's order: CORS, rate limit, route, token, instance named,
   * ownership, instance exists. The first check that fails is the answer.
   */
  async admit(
    operation: Operation | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Admitted> {
    if (operation) noteOn(request, { operation: operation.name });
    // Health checks need no token and no origin, are not limited, and must not depend on the database.
    if (operation?.caller === 'anyone') return { instances: [] };
    const { caller, failure } = await this.identifyAndCount(operation, request, reply);
    if (!operation) throw new ContractError('NotFound');
    if (failure) throw failure;
    const admitted = ensureMayCall(operation, caller);
    if (admitted.kind === 'operator') return { caller: admitted, instances: [] };
    const tenant = this.tokens.scopeOf(admitted);
    const instances = await this.instances.resolve(operation, request, admitted, tenant);
    if (instances[0]) noteOn(request, { instance: instances.map(({ id }) => id).join(',') });
    return { caller: admitted, tenant, instances };
  }

  /** For a route of no declared operation: it is counted in the bucket of its token, or of its address without one. */
  async countUndeclared(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.identifyAndCount(undefined, request, reply);
  }

  private async identifyAndCount(
    operation: Operation | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<{ caller?: Caller; failure?: Error }> {
    const identified = await this.identify(request);
    const { caller } = identified;
    if (caller && caller.kind !== 'operator') noteOn(request, { account: caller.accountId });
    this.origins.mark(caller, request, reply);
    await this.count(operation, caller, request, reply);
    return identified;
  }

  /** A failed look-up is thrown only after the request was counted; it counts for the address of the client. */
  private async identify(request: FastifyRequest): Promise<{ caller?: Caller; failure?: Error }> {
    try {
      return { caller: await this.tokens.identify(tokenFrom(request.headers)) };
    } catch (failure) {
      return { failure: failure as Error };
    }
  }

  private async count(
    operation: Operation | undefined,
    caller: Caller | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { key, limit } = bucketOf(caller, operation?.rateBucket ?? 'global', request.ip);
    const verdict = await this.rateLimiter.count(key, limit);
    writeRateLimitHeaders(reply, verdict);
    if (verdict.exceeded) throw new ContractError('RateLimitExceeded');
  }
}

const ACCEPTED: Readonly<Record<Operation['caller'], readonly Caller['kind'][]>> = {
  anyone: ['account', 'instance', 'operator'],
  either: ['account', 'instance'],
  account: ['account'],
  operator: ['operator'],
};

/** A token of a kind that the operation does not accept is treated like no token. */
function ensureMayCall(operation: Operation, caller: Caller | undefined): Caller {
  if (caller && ACCEPTED[operation.caller].includes(caller.kind)) return caller;
  throw new ContractError('InvalidToken');
}
