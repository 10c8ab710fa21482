import { type AccountReference, listAudit } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { Handles } from '@starling/platform';
import { type AccountId, Accounts, AuditLog } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';
import { ensureAccount } from './named-account.js';

@Handles(listAudit)
export class ListAudit implements OperationHandler<typeof listAudit> {
  constructor(
    private readonly auditLog: AuditLog,
    private readonly accounts: Accounts,
  ) {}

  async act({ query }: Call<typeof listAudit>) {
    const { account, limit, cursor } = query;
    const accountId = account && (await this.idOf(account));
    const since = query.since && notBeforeEpoch(query.since);
    const page = await this.auditLog.list({ accountId, since, limit, cursor });
    return {
      success: true as const,
      message: 'Audit entries retrieved successfully' as const,
      entries: page.entries.map((entry) => ({
        ...entry,
        happenedAt: formatTimestamp(entry.happenedAt),
        details: { ...entry.details },
      })),
      meta: { nextCursor: page.nextCursor },
    };
  }

  /** An id is taken as it is: entries outlive their account. */
  private async idOf(reference: AccountReference): Promise<AccountId> {
    if (reference.kind === 'id') return reference.id as AccountId;
    return (await ensureAccount(this.accounts, reference)).id;
  }
}

/** No entry is older, and the year 0, which RFC 3339 can write, is none to Postgres. */
const notBeforeEpoch = (moment: Date): Date => new Date(Math.max(0, moment.getTime()));
