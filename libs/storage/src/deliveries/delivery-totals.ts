import { type Database, type Statement } from '../database/database.js';

export interface AccountDeliveries {
  readonly accountId: string;
  readonly accountName: string;
  /** Attempts of the last day, by what they came to. */
  readonly delivered: number;
  readonly retried: number;
  readonly dead: number;
  /** Kept, however old. */
  readonly deadLetters: number;
}

export interface EndpointSpeed {
  readonly accountId: string;
  /** With its port, when that is not the usual one. Nothing else of an address: paths and queries carry secrets. */
  readonly host: string;
  readonly attempts: number;
  readonly failures: number;
  readonly latencyP95Ms: number;
}

/** $1 how many accounts. */
const ACCOUNTS: Statement = {
  name: 'webhook deliveries by account',
  text: `
    WITH attempts AS (
      SELECT account_id, count(*) FILTER (WHERE outcome = 'delivered')::int AS delivered,
        count(*) FILTER (WHERE outcome = 'retry')::int AS retried,
        count(*) FILTER (WHERE outcome = 'dead')::int AS dead
      FROM webhook_attempts WHERE attempted_at > now() - interval '1 day' GROUP BY account_id
    ), letters AS (
      SELECT account_id, count(*)::int AS kept FROM webhook_dead_letters GROUP BY account_id
    )
    SELECT c.id AS "accountId", c.name AS "accountName", coalesce(a.delivered, 0) AS delivered,
      coalesce(a.retried, 0) AS retried, coalesce(a.dead, 0) AS dead, coalesce(l.kept, 0) AS "deadLetters"
    FROM accounts c LEFT JOIN attempts a ON a.account_id = c.id LEFT JOIN letters l ON l.account_id = c.id
    WHERE a.account_id IS NOT NULL OR l.account_id IS NOT NULL
    ORDER BY "deadLetters" DESC, retried DESC, delivered DESC, c.id LIMIT $1`,
};

/** $1 how many endpoints. What stands before an @ is a password. */
const SLOWEST: Statement = {
  name: 'slowest webhook endpoints',
  text: `
    WITH hosts AS (
      SELECT id, lower(substring(url FROM '^[Hh][Tt][Tt][Pp][Ss]?://(?:[^/?#\\\\]*@)?([^/?#@\\\\]+)')) AS host
      FROM webhooks WHERE enabled
    )
    SELECT a.account_id AS "accountId", h.host, count(*)::int AS attempts,
      count(*) FILTER (WHERE a.outcome <> 'delivered')::int AS failures,
      percentile_disc(0.95) WITHIN GROUP (ORDER BY a.latency_ms) AS "latencyP95Ms"
    FROM webhook_attempts a JOIN hosts h ON h.id = a.webhook_id
    WHERE a.attempted_at > now() - interval '1 day' AND h.host IS NOT NULL
    GROUP BY a.account_id, h.host
    ORDER BY "latencyP95Ms" DESC, a.account_id, h.host LIMIT $1`,
};

/** What the operator sees of the last day, above all tenants. */
export class DeliveryTotals {
  constructor(private readonly database: Database) {}

  /** Those with the most dead letters and failures first; accounts without any delivery are left out. */
  byAccount(limit: number): Promise<AccountDeliveries[]> {
    return this.database.read(ACCOUNTS, [limit]);
  }

  slowestEndpoints(limit: number): Promise<EndpointSpeed[]> {
    return this.database.read(SLOWEST, [limit]);
  }
}
