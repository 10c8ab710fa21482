import { type AccountChange, type AccountStatus } from '@starling/contract';
import { type AccountModel } from '../generated/models.js';
import { type AccountId } from '../tenancy/ids.js';

export interface Account {
  readonly id: AccountId;
  readonly name: string;
  readonly status: AccountStatus;
  /** Null: no quota. */
  readonly maxInstances: number | null;
  readonly maxMessagesPerDay: number | null;
  /** Null: the deployment's own quota. */
  readonly maxMediaBytes: number | null;
  /** Null: the deployment's own limit. */
  readonly rateLimitPerMinute: number | null;
  readonly allowedOrigins: readonly string[];
  /** 0: events are not kept. */
  readonly eventRetentionSeconds: number;
  /** Null: the deployment's own retention. */
  readonly messageRetentionDays: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const toAccount = (row: AccountModel): Account => ({
  ...row,
  id: row.id as AccountId,
  maxMediaBytes: row.maxMediaBytes === null ? null : Number(row.maxMediaBytes),
});

/** Only what the change names. */
export const toColumns = ({ quotas, allowedOrigins, ...plain }: AccountChange) => ({
  ...plain,
  ...(quotas?.instances !== undefined && { maxInstances: quotas.instances }),
  ...(quotas?.messagesPerDay !== undefined && { maxMessagesPerDay: quotas.messagesPerDay }),
  ...(quotas?.mediaBytes !== undefined && { maxMediaBytes: quotas.mediaBytes }),
  ...(allowedOrigins !== undefined && { allowedOrigins: [...allowedOrigins] }),
});
