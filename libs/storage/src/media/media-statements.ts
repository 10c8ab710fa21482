import { type Statement } from '../database/database.js';

/**
 * $1 account, $2 instance, $3 message, $4 chat, $5 type, $6 MIME type, $7 file name, $8 expiry, $9 seconds that a
 * crash may leave a half-stored file behind. The lock makes a deletion of the instance wait.
 */
export const BEGIN: Statement = {
  name: 'begin of media',
  text: `
    INSERT INTO media (instance_id, message_id, chat_jid, type, mime_type, file_name, expires_at)
    SELECT i.id, $3, $4, $5, $6, $7, least($8::timestamptz, now() + make_interval(secs => $9))
    FROM instances i WHERE i.id = $2 AND i.account_id = $1 FOR KEY SHARE
    RETURNING id`,
};

/** $1 media, $2 number, $3 bytes. No row when the file was deleted meanwhile. */
export const ADD_CHUNK: Statement = {
  name: 'chunk of media',
  text: `
    WITH file AS (SELECT id FROM media WHERE id = $1 FOR KEY SHARE)
    INSERT INTO media_chunks (media_id, n, bytes) SELECT id, $2::int, $3::bytea FROM file
    RETURNING n`,
};

/** $1 media, $2 size, $3 expiry. */
export const FINISH: Statement = {
  name: 'end of media',
  text: 'UPDATE media SET size_bytes = $2, expires_at = $3 WHERE id = $1 RETURNING id',
};

const FILE = `m.id, m.instance_id AS "instanceId", m.message_id AS "messageId", m.chat_jid AS "chatJid", m.type,
  m.mime_type AS "mimeType", m.file_name AS "fileName", m.size_bytes::float8 AS "sizeBytes",
  m.created_at AS "createdAt", m.expires_at AS "expiresAt"
  FROM media m JOIN instances i ON i.id = m.instance_id AND i.account_id = $1
  WHERE m.size_bytes IS NOT NULL AND m.expires_at > now()`;

/** $1 account, $2 media. */
export const BY_ID: Statement = {
  name: 'media by id',
  text: `SELECT ${FILE} AND m.id = $2::uuid`,
};

/** $1 account, $2 instance, $3 message. */
export const BY_MESSAGE: Statement = {
  name: 'media by message',
  text: `SELECT ${FILE} AND m.instance_id = $2 AND m.message_id = $3 ORDER BY m.created_at DESC LIMIT 1`,
};

/** $1 media, $2 number. */
export const CHUNK: Statement = {
  name: 'bytes of media',
  text: 'SELECT bytes FROM media_chunks WHERE media_id = $1 AND n = $2',
};

/** $1 account, $2 media. */
export const REMOVE: Statement = {
  name: 'removal of media',
  text: `DELETE FROM media m USING instances i
    WHERE i.id = m.instance_id AND i.account_id = $1 AND m.id = $2::uuid`,
};

/** $1 how many. */
export const SWEEP: Statement = {
  name: 'sweep of media',
  text: `DELETE FROM media WHERE id IN (
    SELECT id FROM media WHERE expires_at <= now() ORDER BY expires_at LIMIT $1
  ) RETURNING id`,
};

/** $1 account. No row when there is no such account. */
export const USED_BY_ACCOUNT: Statement = {
  name: 'media of an account',
  text: `
    SELECT a.max_media_bytes::float8 AS "maxBytes",
      (SELECT coalesce(sum(m.size_bytes), 0)::float8
       FROM instances i JOIN media m ON m.instance_id = i.id
       WHERE i.account_id = a.id) AS "storedBytes"
    FROM accounts a WHERE a.id = $1`,
};
