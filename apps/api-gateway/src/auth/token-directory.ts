import { hash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type AccountId, type TenantScope, type TokenOwner, Tokens } from '@starling/storage';
import { mintTenantScope } from '@starling/storage/tenant-scopes';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import { type AccountMemory } from './account-memory.js';
import { type AccountCaller, type Caller, type InstanceCaller } from './caller.js';
import { type Answer, RememberedAnswers } from './remembered-answers.js';

const OPERATOR: Caller = { kind: 'operator', rateKey: 'operator' };
const NOBODY = { kind: 'nobody' } as const;

/** Who stands behind a token. Answers from memory; unknown tokens are remembered too, so guessing costs no query. */
@Injectable()
export class TokenDirectory implements AccountMemory {
  private readonly remembered = new RememberedAnswers<Caller | typeof NOBODY>();
  private readonly operatorDigest: Buffer;

  constructor(
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
    private readonly tokens: Tokens,
  ) {
    this.operatorDigest = digest(config.ADMIN_TOKEN);
  }

  async identify(token: string | undefined): Promise<Caller | undefined> {
    if (token === undefined) return undefined;
    const tokenDigest = digest(token);
    if (timingSafeEqual(tokenDigest, this.operatorDigest)) return OPERATOR;
    // The token itself is not kept in memory longer than its request.
    const key = tokenDigest.toString('base64');
    const found =
      this.remembered.get(key) ?? (await this.remembered.ask(key, () => this.lookUp(token, key)));
    return found?.kind === 'nobody' ? undefined : found;
  }

  scopeOf(caller: AccountCaller | InstanceCaller): TenantScope {
    return mintTenantScope(caller.accountId);
  }

  /** With its instances' tokens. Unknown tokens go too: one of them may just have become known. */
  forgetAccount(accountId: AccountId): void {
    this.remembered.forget(accountId);
  }

  private async lookUp(token: string, key: string): Promise<Answer<Caller | typeof NOBODY>> {
    const owner = await this.tokens.find(token);
    if (owner?.account.status !== 'active') return { accountId: undefined, value: NOBODY };
    return { accountId: owner.account.id, value: toCaller(owner, key) };
  }
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

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
