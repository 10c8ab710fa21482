import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from '@starling/storage';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type AccountCache } from '../auth/account-cache.js';
import { type Caller } from '../auth/caller.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway.config.js';
import { answerPreflight, writeCorsHeaders } from './cors-headers.js';

const UNION_REMEMBERED_MS = 5_000;

/** The origins whose pages may read the answers. The origin of the deployment itself always may. */
@Injectable()
export class AllowedOrigins implements AccountCache {
  private readonly ownOrigin: string;
  private union: { origins: Promise<ReadonlySet<string>>; readAtMs: number } | undefined;

  constructor(
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
    private readonly accounts: Accounts,
  ) {
    this.ownOrigin = new URL(config.PUBLIC_URL).origin;
  }

  mark(caller: Caller | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const { origin } = request.headers;
    if (!origin) return;
    const allowed = caller && 'allowedOrigins' in caller ? caller.allowedOrigins : [];
    writeCorsHeaders(reply, origin, origin === this.ownOrigin || allowed.includes(origin));
  }

  /** A preflight carries no token, so it is judged against the origins of all accounts together. */
  async preflight(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { origin } = request.headers;
    if (!origin) return reply.code(204).send();
    const isAllowed = origin === this.ownOrigin || (await this.everyOrigin()).has(origin);
    return answerPreflight(reply, origin, isAllowed);
  }

  /** Shared by all accounts, so it is dropped when any of them changes. */
  forgetAccount(): void {
    this.union = undefined;
  }

  private everyOrigin(): Promise<ReadonlySet<string>> {
    if (!this.union || Date.now() - this.union.readAtMs > UNION_REMEMBERED_MS) {
      const origins = this.accounts.allAllowedOrigins().then((list) => new Set(list));
      origins.catch(() => this.forgetAccount());
      this.union = { origins, readAtMs: Date.now() };
    }
    return this.union.origins;
  }
}
