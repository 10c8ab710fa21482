import { ContractError, logoutInstance } from '@starling/contract';
import { LOGGER, type Logger } from '@starling/platform';
import {
  type AccountId,
  type InstanceId,
  SessionKeys,
  SessionStates,
  type TenantScope,
} from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { SessionCommands } from './session-commands.js';

const LOGOUT_LIMIT_MS = 10_000;
const ACCOUNT_LIMIT_MS = 30_000;
const LOGOUTS_AT_ONCE = 10;
const PAGE_SIZE = 200;

export interface OwnedInstance {
  readonly instanceId: InstanceId;
  readonly owner: string | null;
}

/**
 * Logs the sessions of instances out that are about to be deleted, so that phones do not keep a dead linked device. Best
 * effort: a session that cannot be logged out in time is logged, and its instance is deleted all the same.
 */
@Injectable()
export class DepartingSessions {
  constructor(
    private readonly commands: SessionCommands,
    private readonly keys: SessionKeys,
    private readonly states: SessionStates,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async logOut(
    tenant: TenantScope,
    id: InstanceId,
    requestId: string,
    limitMs = LOGOUT_LIMIT_MS,
  ): Promise<void> {
    try {
      if (!(await this.needsLogout(tenant, id))) return;
      await this.commands.run(logoutInstance, {
        instanceId: id,
        query: {},
        body: {},
        requestId,
        budgetMs: limitMs,
      });
    } catch (error) {
      const reason = error instanceof ContractError ? error.code : String(error);
      this.logger.warn({ instance: id, requestId, reason }, 'deleted without being logged out');
    }
  }

  /** Logs all instances of an account out, a few at a time. Returns them with their present owners. */
  async logOutAll(tenant: TenantScope, requestId: string): Promise<readonly OwnedInstance[]> {
    const endMs = performance.now() + ACCOUNT_LIMIT_MS;
    const left = (await this.ofAccount(tenant.accountId)).values();
    const logOutNext = async () => {
      for (const { instanceId } of left) {
        const limitMs = Math.min(LOGOUT_LIMIT_MS, endMs - performance.now());
        if (limitMs <= 0) return;
        await this.logOut(tenant, instanceId, requestId, limitMs);
      }
    };
    await Promise.all(Array.from({ length: LOGOUTS_AT_ONCE }, logOutNext));
    return this.ofAccount(tenant.accountId);
  }

  private async needsLogout(tenant: TenantScope, id: InstanceId): Promise<boolean> {
    if (await this.keys.hasCreds(tenant, id)) return true;
    return this.commands.hasLiveOwner(id);
  }

  private async ofAccount(accountId: AccountId): Promise<OwnedInstance[]> {
    const found: OwnedInstance[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.states.list({ accountId, limit: PAGE_SIZE, cursor });
      found.push(...page.sessions.map(({ instanceId, owner }) => ({ instanceId, owner })));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return found;
  }
}
