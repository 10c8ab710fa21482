import { type ConnectionState, type PresenceStatus } from '@starling/contract';
import { type Database, type Statement } from '../database/database.js';
import { type InstanceId } from '../tenancy/ids.js';
import { isLiveSql } from './heartbeat.js';
import { whereHeld } from './session-claims.js';
import { type SessionLease } from './session-lease.js';
import {
  decodeSessionCursor,
  encodeSessionCursor,
  type SessionListing,
  type SessionPage,
  type SessionRecord,
} from './session-record.js';

/** What is absent stays. */
export interface SessionChange {
  readonly state?: ConnectionState;
  readonly awaitsPairing?: boolean;
  readonly isTemporarilyBanned?: boolean;
  readonly presenceStatus?: PresenceStatus;
  readonly jid?: string | null;
  readonly lid?: string | null;
  readonly profileName?: string;
  readonly profilePictureUrl?: string;
  readonly isBusiness?: boolean;
  readonly businessName?: string;
  readonly lastClose?: { readonly code: number | null; readonly reason: string };
  readonly restarts?: 'increment' | 'reset';
}

export interface SessionTraffic {
  readonly instanceId: InstanceId;
  readonly epoch: number;
  readonly at: Date;
}

/** $1 worker, $2 instances, $3 epochs, $4 moments. Locks in the order of the ids, as claims do. */
const NOTE_TRAFFIC: Statement = {
  name: 'traffic of sessions',
  text: `
    WITH seen AS MATERIALIZED (
      SELECT i.id, t.at
      FROM instances i
      JOIN unnest($2::uuid[], $3::bigint[], $4::timestamptz[]) AS t (id, epoch, at) ON t.id = i.id
      WHERE i.owner = $1 AND i.owner_epoch = t.epoch
      ORDER BY i.id
      FOR NO KEY UPDATE OF i
    )
    UPDATE instances i SET last_traffic_at = greatest(i.last_traffic_at, s.at)
    FROM seen s
    WHERE i.id = s.id`,
};

/** $1 owner, $2 account, $3 state, $4 the id before, $5 limit; empty: any. */
const LIST: Statement = {
  name: 'list of sessions',
  text: `
    SELECT i.id AS "instanceId", i.account_id AS "accountId", i.name, i.state,
           i.desired_state AS "desiredState", i.owner, w.id IS NOT NULL AS "ownerIsLive",
           i.owner_epoch::float8 AS epoch, i.owned_since AS "ownedSince",
           i.last_traffic_at AS "lastTrafficAt", i.restarts, i.last_close_code AS "lastCloseCode",
           i.last_close_reason AS "lastCloseReason", i.last_closed_at AS "lastClosedAt",
           i.parked_until AS "parkedUntil"
    FROM instances i
    LEFT JOIN workers w ON w.id = i.owner AND ${isLiveSql('w')}
    WHERE ($1::text IS NULL OR i.owner = $1)
      AND ($2::uuid IS NULL OR i.account_id = $2)
      AND ($3::connection_state IS NULL OR i.state = $3)
      AND ($4::uuid IS NULL OR i.id > $4)
    ORDER BY i.id
    LIMIT $5`,
};

/** What is known of live sessions. The owner alone writes it; operators read it, above tenants. */
export class SessionStates {
  constructor(private readonly database: Database) {}

  /** Moves `updatedAt`. False: the lease is lost and nothing was written. */
  async write(lease: SessionLease, change: SessionChange): Promise<boolean> {
    const { lastClose, restarts, ...columns } = change;
    const { count } = await this.database.client.instance.updateMany({
      where: whereHeld(lease),
      data: {
        ...columns,
        updatedAt: new Date(),
        ...(restarts && { restarts: restarts === 'reset' ? 0 : { increment: 1 } }),
        ...(lastClose && {
          lastCloseCode: lastClose.code,
          lastCloseReason: lastClose.reason,
          lastClosedAt: new Date(),
        }),
      },
    });
    return count > 0;
  }

  /** The last traffic of many sessions in one statement; it never goes back, and lost leases are passed over. */
  async noteTraffic(workerId: string, traffic: readonly SessionTraffic[]): Promise<void> {
    const latest = new Map<string, SessionTraffic>();
    for (const each of traffic) {
      const known = latest.get(each.instanceId);
      if (!known || isLater(each, known)) latest.set(each.instanceId, each);
    }
    if (latest.size === 0) return;
    const rows = [...latest.values()];
    await this.database.read(NOTE_TRAFFIC, [
      workerId,
      rows.map(({ instanceId }) => instanceId),
      rows.map(({ epoch }) => epoch),
      rows.map(({ at }) => at.toISOString()),
    ]);
  }

  /** By the id of the instance. Throws `InvalidCursor`. */
  async list({ owner, accountId, state, limit, cursor }: SessionListing): Promise<SessionPage> {
    const after = cursor === undefined ? null : decodeSessionCursor(cursor);
    const rows = await this.database.read<SessionRecord>(LIST, [
      owner ?? null,
      accountId ?? null,
      state ?? null,
      after,
      limit + 1,
    ]);
    const sessions = rows.slice(0, limit);
    const last = sessions.at(-1);
    const hasMore = rows.length > limit && last;
    return { sessions, nextCursor: hasMore ? encodeSessionCursor(last.instanceId) : null };
  }
}

const isLater = (one: SessionTraffic, other: SessionTraffic) =>
  one.epoch === other.epoch ? one.at > other.at : one.epoch > other.epoch;
