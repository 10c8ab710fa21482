import { type Statement } from '../database/database.js';
import { higherStatusSql } from './message-status.js';

const STATUS = higherStatusSql('m.status', 'EXCLUDED.status');
/** An update without a status leaves it: the greater of something and null is something. */
const NEW_STATUS = higherStatusSql('m.status', 'c.status');
/** The message may have been stored before the phone of its chat or of its author was known. */
const IS_EDITED = `(c.edited_at IS NOT NULL AND m.chat_jid IN (c.edited_in, c.hidden_chat)
  AND m.participant IN (c.edited_by, c.hidden_author) AND m.revoked_at IS NULL)`;
const IS_REVOKED = '(c.revoked_at IS NOT NULL AND m.chat_jid IN (c.revoked_in, c.hidden_chat))';

const hiddenAddressOf = (phoneJid: string): string => `
        SELECT l.lid FROM lid_mappings l
        WHERE l.instance_id = f.id AND l.phone_jid = ${phoneJid}
        ORDER BY l.learnt_at DESC LIMIT 1`;

/** What one kind of row becomes; the first column of each says whose it is. */
interface Part {
  readonly types: readonly string[];
  sql(rows: string): string;
}

/**
 * What is deleted and finished is gathered first and then found by its key alone: a plan made while a table was small
 * would otherwise take half of the key, or another index, and walk all of it once the table has grown.
 */
const PARTS = {
  creds: {
    types: ['int', 'bytea'],
    sql: (rows) => `creds AS (
      INSERT INTO signal_creds (instance_id, creds, updated_at)
      SELECT f.id, c.creds, now()
      FROM ${rows} AS c (n, creds)
      JOIN fence f USING (n)
      ON CONFLICT (instance_id) DO UPDATE SET creds = EXCLUDED.creds, updated_at = now()
    )`,
  },
  stored: {
    types: ['int', 'text', 'text', 'bytea'],
    sql: (rows) => `stored AS (
      INSERT INTO signal_keys (instance_id, type, id, value)
      SELECT f.id, k.type, k.id, k.value
      FROM ${rows} AS k (n, type, id, value)
      JOIN fence f USING (n)
      ON CONFLICT (instance_id, type, id) DO UPDATE SET value = EXCLUDED.value
    )`,
  },
  deleted: {
    types: ['int', 'text', 'text'],
    sql: (rows) => `unwanted AS MATERIALIZED (
      SELECT f.id AS instance_id, k.type, k.id
      FROM ${rows} AS k (n, type, id)
      JOIN fence f USING (n)
    ),
    deleted AS (
      DELETE FROM signal_keys s USING unwanted u
      WHERE s.instance_id = u.instance_id AND s.type = u.type AND s.id = u.id
    )`,
  },
  journal: {
    types: ['int', 'text', 'text', 'bytea', 'bytea'],
    sql: (rows) => `journalled AS (
      INSERT INTO decrypt_journal (instance_id, id, stanza_id, plaintext, stanza, finished_at)
      SELECT f.id, j.id, j.stanza_id, j.plaintext, j.stanza,
             CASE WHEN j.plaintext IS NULL THEN now() END
      FROM ${rows} AS j (n, id, stanza_id, plaintext, stanza)
      JOIN fence f USING (n)
      ON CONFLICT (instance_id, id) DO NOTHING
    )`,
  },
  finished: {
    types: ['int', 'text'],
    sql: (rows) => `ended AS MATERIALIZED (
      SELECT f.id AS instance_id, j.id
      FROM ${rows} AS j (n, id)
      JOIN fence f USING (n)
    ),
    finished AS (
      UPDATE decrypt_journal d
      SET plaintext = NULL, stanza = NULL, finished_at = coalesce(d.finished_at, now())
      FROM ended e
      WHERE d.instance_id = e.instance_id AND d.id = e.id
    )`,
  },
  messages: {
    types: [
      'int',
      'text',
      'text',
      'boolean',
      'text',
      'text',
      'text',
      'text',
      'text',
      'smallint',
      'text',
      'text',
      'text',
      'boolean',
      'bytea',
      'timestamptz',
    ],
    sql: (rows) => `messages_stored AS (
      INSERT INTO messages AS m (
        instance_id, message_id, chat_jid, from_me, participant, sender_jid, push_name, type, content,
        status, source, quoted_message_id, media_type, is_forwarded, payload, sent_at
      )
      SELECT f.id, r.message_id, r.chat_jid, r.from_me, r.participant, r.sender_jid, r.push_name,
             r.type, r.content, r.status, r.source, r.quoted_message_id, r.media_type,
             r.is_forwarded, r.payload, r.sent_at
      FROM ${rows} AS r (
        n, message_id, chat_jid, from_me, participant, sender_jid, push_name, type, content, status,
        source, quoted_message_id, media_type, is_forwarded, payload, sent_at
      )
      JOIN fence f USING (n)
      ON CONFLICT (instance_id, message_id, chat_jid, from_me, participant)
      DO UPDATE SET status = ${STATUS}, status_at = now()
      WHERE m.status <> ${STATUS}
    )`,
  },
  updates: {
    types: [
      'int',
      'text',
      'boolean',
      'smallint',
      'text',
      'text',
      'text',
      'timestamptz',
      'text',
      'timestamptz',
    ],
    sql: (rows) => `changes AS MATERIALIZED (
      SELECT f.id AS instance_id, u.*, chat.lid AS hidden_chat, author.lid AS hidden_author
      FROM ${rows} AS u (
        n, message_id, from_me, status, edited_in, edited_by, content, edited_at, revoked_in,
        revoked_at
      )
      JOIN fence f USING (n)
      LEFT JOIN LATERAL (${hiddenAddressOf('coalesce(u.edited_in, u.revoked_in)')}) chat ON true
      LEFT JOIN LATERAL (${hiddenAddressOf('u.edited_by')}) author ON true
    ),
    updated AS (
      UPDATE messages m
      SET status = ${NEW_STATUS},
          status_at = CASE WHEN m.status = ${NEW_STATUS} THEN m.status_at ELSE now() END,
          content = CASE WHEN ${IS_REVOKED} THEN '' WHEN ${IS_EDITED} THEN c.content
            ELSE m.content END,
          edited_at = CASE WHEN ${IS_EDITED} THEN c.edited_at ELSE m.edited_at END,
          revoked_at = CASE WHEN ${IS_REVOKED} THEN c.revoked_at ELSE m.revoked_at END,
          payload = CASE WHEN ${IS_REVOKED} THEN NULL ELSE m.payload END
      FROM changes c
      WHERE m.instance_id = c.instance_id AND m.message_id = c.message_id
        AND m.from_me = c.from_me
        AND (m.status <> ${NEW_STATUS} OR ${IS_EDITED} OR ${IS_REVOKED})
    )`,
  },
  contacts: {
    types: ['int', 'text', 'text', 'text', 'text', 'text', 'boolean'],
    // A contact that was noted under a hidden address goes to the phone's with the first session write that carries the pair.
    sql: (rows) => `known AS MATERIALIZED (
      SELECT f.id AS instance_id, coalesce(l.phone_jid, k.jid) AS jid,
             coalesce(k.lid, l.lid) AS lid, k.full_name, k.push_name, k.business_name, k.is_contact
      FROM ${rows} AS k (n, jid, lid, full_name, push_name, business_name, is_contact)
      JOIN fence f USING (n)
      LEFT JOIN lid_mappings l ON l.instance_id = f.id AND l.lid = k.jid
    ),
    pairs_stored AS (
      INSERT INTO lid_mappings AS m (instance_id, lid, phone_jid)
      SELECT DISTINCT ON (k.instance_id, k.lid) k.instance_id, k.lid, k.jid
      FROM known k
      WHERE k.lid <> k.jid
      ORDER BY k.instance_id, k.lid, k.jid
      ON CONFLICT (instance_id, lid) DO UPDATE
      SET phone_jid = EXCLUDED.phone_jid, learnt_at = now()
      WHERE m.phone_jid <> EXCLUDED.phone_jid
    ),
    hidden_no_more AS (
      DELETE FROM contacts c USING known k
      WHERE c.instance_id = k.instance_id AND c.jid = k.lid AND k.jid <> k.lid
      RETURNING c.instance_id, k.jid, k.lid, c.full_name, c.push_name, c.business_name
    ),
    people AS (
      SELECT p.instance_id, p.jid, max(p.lid) AS lid,
             coalesce(max(p.full_name) FILTER (WHERE p.is_new), max(p.full_name), '') AS full_name,
             coalesce(max(p.push_name) FILTER (WHERE p.is_new), max(p.push_name), '') AS push_name,
             coalesce(max(p.business_name) FILTER (WHERE p.is_new), max(p.business_name), '')
               AS business_name
      FROM (
        SELECT k.instance_id, k.jid, k.lid, nullif(k.full_name, '') AS full_name,
               nullif(k.push_name, '') AS push_name, nullif(k.business_name, '') AS business_name,
               true AS is_new
        FROM known k
        WHERE k.is_contact
        UNION ALL
        SELECT h.instance_id, h.jid, h.lid, nullif(h.full_name, ''), nullif(h.push_name, ''),
               nullif(h.business_name, ''), false
        FROM hidden_no_more h
      ) p
      GROUP BY p.instance_id, p.jid
    ),
    contacts_stored AS (
      INSERT INTO contacts AS c (
        instance_id, jid, lid, full_name, push_name, business_name, updated_at
      )
      SELECT p.instance_id, p.jid, p.lid, p.full_name, p.push_name, p.business_name, now()
      FROM people p
      ON CONFLICT (instance_id, jid) DO UPDATE
      SET lid = coalesce(EXCLUDED.lid, c.lid),
          full_name = coalesce(nullif(EXCLUDED.full_name, ''), c.full_name),
          push_name = coalesce(nullif(EXCLUDED.push_name, ''), c.push_name),
          business_name = coalesce(nullif(EXCLUDED.business_name, ''), c.business_name),
          updated_at = now()
    )`,
  },
} as const satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof PARTS;

export const PART_NAMES = Object.keys(PARTS) as readonly PartName[];

export const widthOf = (name: PartName): number => PARTS[name].types.length;

const FENCE_TYPES = ['uuid', 'text', 'bigint'];

const known = new Map<number, Statement>();

/**
 * One commit of many sessions: the leases, then the rows of each part that has any, in the order of `PART_NAMES`.
 * `fence` holds the rows of those that are still owned as their leases say, so that a claim waits until this is
 * committed; `n` is the position of a lease, by which every part says whose it is. Each row may be named once only.
 * Returns the positions that passed. A part without rows is left out: to start it costs more than most commits do.
 */
export function commitOf(parts: ReadonlySet<PartName>): Statement {
  const bits = PART_NAMES.reduce((sum, name, at) => sum + (parts.has(name) ? 2 ** at : 0), 0);
  const statement = known.get(bits) ?? composed(bits, parts);
  known.set(bits, statement);
  return statement;
}

function composed(bits: number, parts: ReadonlySet<PartName>): Statement {
  let taken = 0;
  const rows = (types: readonly string[]): string =>
    `unnest(${types.map((type) => `$${(taken += 1)}::${type}[]`).join(', ')})`;
  const fence = `fence AS MATERIALIZED (
      SELECT l.n, i.id
      FROM ${rows(FENCE_TYPES)} WITH ORDINALITY AS l (id, owner, epoch, n)
      JOIN instances i ON i.id = l.id AND i.owner = l.owner AND i.owner_epoch = l.epoch
      ORDER BY i.id
      FOR SHARE OF i
    )`;
  const present = PART_NAMES.filter((name) => parts.has(name));
  const all = [fence, ...present.map((name) => PARTS[name].sql(rows(PARTS[name].types)))];
  return {
    name: `commit of session writes ${bits}`,
    text: `WITH ${all.join(', ')} SELECT n::int FROM fence`,
  };
}
