import { type Statement } from '../database/database.js';

/** $1 instance, $2 worker, $3 epoch. Waits for a commit under way, and lets none in between. */
export const FORGET: Statement = {
  name: 'forgetting of session',
  text: `
    WITH fence AS MATERIALIZED (
      SELECT id FROM instances WHERE id = $1 AND owner = $2 AND owner_epoch = $3
      FOR NO KEY UPDATE
    ),
    creds AS (DELETE FROM signal_creds c USING fence f WHERE c.instance_id = f.id),
    keys AS (DELETE FROM signal_keys k USING fence f WHERE k.instance_id = f.id),
    journal AS (DELETE FROM decrypt_journal j USING fence f WHERE j.instance_id = f.id)
    SELECT id FROM fence`,
};

/** $1 days, $2 rows at most. Skips locked rows, so that it never waits for a session. */
export const SWEEP_JOURNAL: Statement = {
  name: 'sweep of journal',
  text: `
    DELETE FROM decrypt_journal
    WHERE (instance_id, id) IN (
      SELECT instance_id, id FROM decrypt_journal
      WHERE finished_at < now() - $1::int * interval '1 day'
      ORDER BY finished_at
      LIMIT $2
      FOR UPDATE SKIP LOCKED
    )
    RETURNING id`,
};
