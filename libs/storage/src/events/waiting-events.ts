import { type Database, type Statement } from '../database/database.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

/** An event whose message is acknowledged, and which is not published yet. */
export interface WaitingEvent {
  /** Rises in the order in which the events happened. */
  readonly sequence: number;
  readonly name: string;
  readonly eventId: string;
  readonly chat: string;
  readonly body: Buffer;
  /** The message whose file is awaited; null: it only waits behind another. */
  readonly file: Buffer | null;
}

/** $1 account, $2 instance, then the event. */
const KEEP: Statement = {
  name: 'keep of waiting event',
  text: `
    INSERT INTO waiting_events (instance_id, turn, name, event_id, chat, body, file)
    SELECT i.id, $3::bigint, $4, $5, $6, $7::bytea, $8::bytea
    FROM instances i WHERE i.id = $2 AND i.account_id = $1 FOR KEY SHARE
    ON CONFLICT (instance_id, event_id) DO NOTHING
    RETURNING id::text`,
};

/** More of them wait only while none can be published at all. */
const MAX_EVENTS = 10_000;
const LIST: Statement = {
  name: 'waiting events',
  text: `
    SELECT w.id::text, w.turn::float8 AS sequence, w.name, w.event_id AS "eventId", w.chat,
      w.body, w.file
    FROM waiting_events w JOIN instances i ON i.id = w.instance_id AND i.account_id = $1
    WHERE w.instance_id = $2 ORDER BY w.turn, w.id LIMIT ${MAX_EVENTS}`,
};
const REMOVE: Statement = {
  name: 'removal of waiting event',
  text: `
    DELETE FROM waiting_events w USING instances i
    WHERE i.id = w.instance_id AND i.account_id = $1 AND w.id = $2::bigint`,
};

/** Keeps events between the acknowledgment of a message and the arrival of its file, so that no crash loses them. */
export class WaitingEvents {
  constructor(private readonly database: Database) {}

  /** Returns the id of the row; undefined when the event is kept already, or when the instance is gone. */
  async keep(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    { sequence, name, eventId, chat, body, file }: WaitingEvent,
  ): Promise<string | undefined> {
    const values = [accountId, instanceId, sequence, name, eventId, chat, body, file];
    const [kept] = await this.database.read<{ id: string }>(KEEP, values);
    return kept?.id;
  }

  /** In the order of their sequence. */
  list(
    { accountId }: TenantScope,
    instanceId: InstanceId,
  ): Promise<(WaitingEvent & { readonly id: string })[]> {
    return this.database.read(LIST, [accountId, instanceId]);
  }

  async remove({ accountId }: TenantScope, id: string): Promise<void> {
    await this.database.read(REMOVE, [accountId, id]);
  }
}
