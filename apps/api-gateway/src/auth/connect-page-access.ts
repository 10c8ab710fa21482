import { ConnectPages } from '@starling/broker';
import { ContractError } from '@starling/contract';
import { type AccountId, Accounts, type InstanceId, type TenantScope } from '@starling/storage';
import { mintTenantScope } from '@starling/storage/tenant-scopes';
import { Injectable } from '@nestjs/common';

const PAGE_ID = /^[\w-]{22}$/;
const VIEWER_KEY = /^[\w-]{22,64}$/;

/** Whose pairing the viewer of a connect page may see. */
export interface ViewedPairing {
  readonly tenant: TenantScope;
  readonly instanceId: InstanceId;
}

/** Judges the viewers of connect pages: the random id of a page stands in for a token, for one instance and one viewer. */
@Injectable()
export class ConnectPageAccess {
  constructor(
    private readonly pages: ConnectPages,
    private readonly accounts: Accounts,
  ) {}

  /**
   * Throws `ConnectPageGone`, also for a suspended account, or `ConnectPageTaken`. The account is read each time, so a
   * suspension holds from the next request on.
   */
  async admit(pageId: unknown, viewerKey: unknown): Promise<ViewedPairing> {
    if (!matches(PAGE_ID, pageId) || !matches(VIEWER_KEY, viewerKey))
      throw new ContractError('ConnectPageGone');
    const page = await this.pages.view(pageId, viewerKey);
    if (page === 'taken') throw new ContractError('ConnectPageTaken');
    if (page === 'gone') throw new ContractError('ConnectPageGone');
    const accountId = page.accountId as AccountId;
    const account = await this.accounts.find({ kind: 'id', id: accountId });
    if (account?.status !== 'active') throw new ContractError('ConnectPageGone');
    return { tenant: mintTenantScope(accountId), instanceId: page.instanceId as InstanceId };
  }
}

const matches = (pattern: RegExp, value: unknown): value is string =>
  typeof value === 'string' && pattern.test(value);
