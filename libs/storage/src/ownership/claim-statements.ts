import { type Statement } from '../database/database.js';
import { isLiveSql } from './heartbeat.js';

const LIVE_OWNER = `EXISTS (SELECT FROM workers w WHERE w.id = i.owner AND ${isLiveSql('w')})`;
const NOT_PARKED = '(i.parked_until IS NULL OR i.parked_until <= now())';

/** $1 limit */
export const FIND_CLAIMABLE: Statement = {
  name: 'claimable sessions',
  text: `
    SELECT i.id AS "instanceId", i.owner AS "lapsedOwner"
    FROM instances i
    JOIN accounts a ON a.id = i.account_id AND a.status = 'active'
    WHERE i.desired_state = 'connected' AND ${NOT_PARKED} AND NOT ${LIVE_OWNER}
    ORDER BY i.id
    LIMIT $1`,
};

/**
 * $1 worker, $2 instances, $3 whether also unwanted and parked ones. Free rows are found on the snapshot. The lock
 * then waits for the holder of a row and passes only rows whose epoch is unchanged, so one of two rivals gets nothing.
 * Rows are locked in the order of their ids, as everywhere, so that no deadlock can happen.
 */
export const CLAIM: Statement = {
  name: 'claim of sessions',
  text: `
    WITH free AS MATERIALIZED (
      SELECT i.id, i.owner_epoch
      FROM instances i
      JOIN accounts a ON a.id = i.account_id AND a.status = 'active'
      WHERE i.id = ANY($2::uuid[]) AND (i.owner = $1 OR NOT ${LIVE_OWNER})
    ),
    held AS MATERIALIZED (
      SELECT i.id
      FROM instances i
      JOIN free f ON f.id = i.id AND f.owner_epoch = i.owner_epoch
      WHERE $3::boolean OR (i.desired_state = 'connected' AND ${NOT_PARKED})
      ORDER BY i.id
      FOR NO KEY UPDATE OF i
    )
    UPDATE instances i
    SET owner = $1, owner_epoch = i.owner_epoch + 1, parked_until = NULL,
        owned_since = CASE WHEN i.owner = $1 THEN i.owned_since ELSE now() END
    FROM held h
    WHERE i.id = h.id
    RETURNING i.id, i.account_id, i.name, i.owner_epoch`,
};

/** $1 worker */
export const RELEASE_ALL: Statement = {
  name: 'release of all sessions',
  text: `
    WITH held AS MATERIALIZED (
      SELECT id FROM instances WHERE owner = $1 ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE instances i SET owner = NULL, owned_since = NULL
    FROM held h
    WHERE i.id = h.id AND i.owner = $1
    RETURNING i.id`,
};

/** A worker died while it showed codes or held a connection, and the session is not wanted again. */
export const SETTLE_ABANDONED: Statement = {
  name: 'settling of abandoned sessions',
  text: `
    WITH abandoned AS MATERIALIZED (
      SELECT i.id FROM instances i
      WHERE i.desired_state = 'disconnected' AND i.owner IS NOT NULL AND NOT ${LIVE_OWNER}
      ORDER BY i.id
      FOR NO KEY UPDATE OF i SKIP LOCKED
    )
    UPDATE instances i
    SET owner = NULL, owned_since = NULL, awaits_pairing = false,
        presence_status = 'unavailable', updated_at = now(),
        state = CASE WHEN i.state = 'loggedout' THEN i.state ELSE 'disconnected' END
    FROM abandoned a
    WHERE i.id = a.id AND NOT ${LIVE_OWNER}
    RETURNING i.id`,
};

/** $1 worker, $2 the sessions that it holds. A claim that is just being taken up is left alone. */
export const RELEASE_STRAYS: Statement = {
  name: 'release of stray sessions',
  text: `
    WITH strays AS MATERIALIZED (
      SELECT id FROM instances
      WHERE owner = $1 AND NOT id = ANY($2::uuid[]) AND owned_since < now() - interval '30 seconds'
      ORDER BY id
      FOR NO KEY UPDATE SKIP LOCKED
    )
    UPDATE instances i SET owner = NULL, owned_since = NULL
    FROM strays s
    WHERE i.id = s.id AND i.owner = $1
    RETURNING i.id`,
};
