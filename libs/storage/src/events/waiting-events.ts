import { type Database, type Statement } from '../database/database.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

/** An event that is acknowledged and not let out yet. */
export interface WaitingEvent {
  /** Rises in the order of the happenings. */
  readonly turn: number;
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

/** More of them wait only while nothing can be let out at all. */
const MOST = 10_000;
const LIST: Statement = {
  name: 'waiting events',
  text: `
    SELECT w.id::text, w.turn::float8, w.name, w.event_id AS "eventId", w.chat, w.body, w.file
    FROM waiting_events w JOIN instances i ON i.id = w.instance_id AND i.account_id = $1
    WHERE w.instance_id = $2 ORDER BY w.turn, w.id LIMIT ${MOST}`,
};
const REMOVE: Statement = {
  name: 'removal of waiting event',
  text: `
    DELETE FROM waiting_events w USING instances i
    WHERE i.id = w.instance_id AND i.account_id = $1 AND w.id = $2::bigint`,
};

/** What no crash may lose between the acknowledgment of a message and the moment when its file is there. */
export class WaitingEvents {
  constructor(private readonly database: Database) {}

  /** The id under which it waits; undefined when it waits already, or when the instance is gone. */
  async keep(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    { turn, name, eventId, chat, body, file }: WaitingEvent,
  ): Promise<string | undefined> {
    const values = [accountId, instanceId, turn, name, eventId, chat, body, file];
    const [kept] = await this.database.read<{ id: string }>(KEEP, values);
    return kept?.id;
  }

  /** In their order. */
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
