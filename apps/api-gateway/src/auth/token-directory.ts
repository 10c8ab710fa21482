import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type AccountId, type TenantScope, type TokenOwner, Tokens } from '@starling/storage';
import { mintTenantScope } from '@starling/storage/tenant-scopes';
import { LRUCache } from 'lru-cache';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import { type AccountCaller, type Caller, type InstanceCaller } from './caller.js';

/** Invalidations reach every process at once; this bounds the harm of one that got lost. */
const REMEMBERED_MS = 5_000;
const MAX_REMEMBERED = 50_000;
const OPERATOR: Caller = { kind: 'operator', rateKey: 'operator' };
const NOBODY = Symbol('no such token');

/** Who stands behind a token. Answers from memory; unknown tokens are remembered too, so guessing costs no query. */
@Injectable()
export class TokenDirectory {
  private readonly remembered = new LRUCache<string, Caller | typeof NOBODY>({
    max: MAX_REMEMBERED,
    ttl: REMEMBERED_MS,
  });
  private readonly operatorDigest: Buffer;

  constructor(
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
    private readonly tokens: Tokens,
  ) {
    this.operatorDigest = digest(config.ADMIN_TOKEN);
  }

  async identify(token: string | undefined): Promise<Caller | undefined> {
    if (token === undefined) return undefined;
    if (timingSafeEqual(digest(token), this.operatorDigest)) return OPERATOR;
    // The token itself is not kept in memory longer than its request.
    const key = digest(token).toString('base64');
    const known = this.remembered.get(key);
    if (known !== undefined) return known === NOBODY ? undefined : known;
    const owner = await this.tokens.find(token);
    const caller = owner?.account.status === 'active' ? toCaller(owner, key) : undefined;
    this.remembered.set(key, caller ?? NOBODY);
    return caller;
  }

  scopeOf(caller: AccountCaller | InstanceCaller): TenantScope {
    return mintTenantScope(caller.accountId);
  }

  /** With its instances' tokens. Unknown tokens go too: one of them may just have become known. */
  forgetAccount(accountId: AccountId): void {
    for (const [key, caller] of this.remembered.entries()) {
      if (caller === NOBODY || ('accountId' in caller && caller.accountId === accountId)) {
        this.remembered.delete(key);
      }
    }
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function toCaller(owner: TokenOwner, key: string): Caller {
  const account = {
    accountId: owner.account.id,
    rateKey: `token:${key}`,
    requestsPerMinute: owner.account.rateLimitPerMinute,
    allowedOrigins: owner.account.allowedOrigins,
  };
  if (owner.kind === 'account') return { kind: 'account', ...account };
  const { instanceId, instanceName } = owner;
  return { kind: 'instance', instanceId, instanceName, ...account };
}
