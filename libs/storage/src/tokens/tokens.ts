import { type Database, type Queries, type Statement } from '../database/database.js';
import { type TokenHasher } from '../encryption/token-hasher.js';
import { type AccountId, type InstanceId } from '../tenancy/ids.js';

/** What a request needs to know of the account behind its token. */
export interface TokenAccount {
  readonly id: AccountId;
  readonly status: 'active' | 'suspended';
  /** Null: the deployment's own limit. */
  readonly rateLimitPerMinute: number | null;
  readonly maxMessagesPerDay: number | null;
  readonly allowedOrigins: readonly string[];
}

export type TokenOwner =
  | { readonly kind: 'account'; readonly account: TokenAccount }
  | {
      readonly kind: 'instance';
      readonly account: TokenAccount;
      readonly instanceId: InstanceId;
      readonly instanceName: string;
    };

interface TokenRow {
  readonly account_id: AccountId;
  readonly status: 'active' | 'suspended';
  readonly rate_limit_per_minute: number | null;
  readonly max_messages_per_day: number | null;
  readonly allowed_origins: string[];
  readonly instance_id: InstanceId | null;
  readonly instance_name: string | null;
}

const OWNER_OF_TOKEN: Statement = {
  name: 'owner of token',
  text: `SELECT a.id AS account_id, a.status, a.rate_limit_per_minute,
                a.max_messages_per_day, a.allowed_origins, i.id AS instance_id, i.name AS instance_name
         FROM token_hashes t
         JOIN accounts a ON a.id = t.account_id
         LEFT JOIN instances i ON i.id = t.instance_id
         WHERE t.hash = $1`,
};

/**
 * Tokens of accounts and of instances together: they are one space. A suspended account is found
 * all the same; whether it may do anything is the caller's to say.
 */
export class Tokens {
  constructor(
    private readonly database: Database,
    private readonly hasher: TokenHasher,
  ) {}

  /** How caches and invalidations name a token without knowing it. */
  hashOf(token: string): string {
    return this.hasher.keyedHash(token).toString('hex');
  }

  find(token: string): Promise<TokenOwner | undefined> {
    return this.findByHash(this.hashOf(token));
  }

  /** Once per request that no cache answers. */
  async findByHash(hash: string): Promise<TokenOwner | undefined> {
    const [row] = await this.database.read<TokenRow>(OWNER_OF_TOKEN, [Buffer.from(hash, 'hex')]);
    return row && toOwner(row);
  }

  /** False when an account or an instance already has this token. Waits for a rival that has not yet committed. */
  async claim(
    queries: Queries,
    token: string,
    owner: { accountId: AccountId; instanceId?: InstanceId },
  ): Promise<boolean> {
    const { count } = await queries.tokenHash.createMany({
      data: { hash: this.hasher.keyedHash(token), ...owner },
      skipDuplicates: true,
    });
    return count === 1;
  }
}

function toOwner(row: TokenRow): TokenOwner {
  const account: TokenAccount = {
    id: row.account_id,
    status: row.status,
    rateLimitPerMinute: row.rate_limit_per_minute,
    maxMessagesPerDay: row.max_messages_per_day,
    allowedOrigins: row.allowed_origins,
  };
  if (row.instance_id === null || row.instance_name === null) return { kind: 'account', account };
  return {
    kind: 'instance',
    account,
    instanceId: row.instance_id,
    instanceName: row.instance_name,
  };
}
