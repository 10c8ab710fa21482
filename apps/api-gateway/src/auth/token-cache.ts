import { hash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  type AccountId,
  type TenantCaller,
  TenantCallers,
  type TenantScope,
} from '@starling/storage';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway.config.js';
import { type AccountCache } from './account-cache.js';
import { type Caller } from './caller.js';

const OPERATOR: Caller = { kind: 'operator', rateKey: 'operator' };

/** Finds the caller that a token belongs to: the operator, an account or an instance. */
@Injectable()
export class TokenCache implements AccountCache {
  private readonly operatorDigest: Buffer;

  constructor(
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
    private readonly tenants: TenantCallers,
  ) {
    this.operatorDigest = digest(config.ADMIN_TOKEN);
  }

  async identify(token: string | undefined): Promise<Caller | undefined> {
    if (token !== undefined && timingSafeEqual(digest(token), this.operatorDigest)) return OPERATOR;
    return this.tenants.identify(token);
  }

  scopeOf(caller: TenantCaller): TenantScope {
    return this.tenants.scopeOf(caller);
  }

  forgetAccount(accountId: AccountId): void {
    this.tenants.forgetAccount(accountId);
  }
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');
