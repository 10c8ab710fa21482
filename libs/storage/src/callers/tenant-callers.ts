import { hash } from 'node:crypto';
import { type AccountId } from '../tenancy/ids.js';
import { mintTenantScope, type TenantScope } from '../tenancy/tenant-scope.js';
import { type TokenOwner, type Tokens } from '../tokens/tokens.js';
import { type TenantCaller } from './caller.js';
import { type Answer, RememberedAnswers } from './remembered-answers.js';

const NOBODY = { kind: 'nobody' } as const;

/**
 * Which account or instance stands behind a token. Answers from memory; unknown tokens are remembered too, so guessing
 * costs no query. A suspended account's tokens are as good as unknown.
 */
export class TenantCallers {
  private readonly remembered = new RememberedAnswers<TenantCaller | typeof NOBODY>();

  constructor(private readonly tokens: Tokens) {}

  async identify(token: string | undefined): Promise<TenantCaller | undefined> {
    if (token === undefined) return undefined;
    // The token itself is not kept in memory longer than its request.
    const key = hash('sha256', token, 'base64');
    const found =
      this.remembered.get(key) ?? (await this.remembered.ask(key, () => this.lookUp(token, key)));
    return found?.kind === 'nobody' ? undefined : found;
  }

  scopeOf(caller: TenantCaller): TenantScope {
    return mintTenantScope(caller.accountId);
  }

  /** With its instances' tokens. Unknown tokens go too: one of them may just have become known. */
  forgetAccount(accountId: AccountId): void {
    this.remembered.forget(accountId);
  }

  private async lookUp(token: string, key: string): Promise<Answer<TenantCaller | typeof NOBODY>> {
    const owner = await this.tokens.find(token);
    if (owner?.account.status !== 'active') return { accountId: undefined, value: NOBODY };
    return { accountId: owner.account.id, value: toCaller(owner, key) };
  }
}

function toCaller(owner: TokenOwner, key: string): TenantCaller {
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
