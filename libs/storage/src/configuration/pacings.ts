import { type Pacing } from '@starling/contract';
import { type Database, type Statement } from '../database/database.js';
import { StorageError } from '../errors/storage-error.js';
import { type InstanceId } from '../tenancy/ids.js';

const FIND: Statement = {
  name: 'pacing of instance',
  text: `SELECT messages_per_second AS "messagesPerSecond", burst
         FROM instance_pacing WHERE instance_id = $1`,
};

/** The lock keeps the instance from being deleted between the look and the write. */
const PUT: Statement = {
  name: 'change of pacing',
  text: `INSERT INTO instance_pacing (instance_id, messages_per_second, burst)
         SELECT id, $2, $3 FROM instances WHERE id = $1 FOR KEY SHARE
         ON CONFLICT (instance_id) DO UPDATE
           SET messages_per_second = excluded.messages_per_second, burst = excluded.burst
         RETURNING instance_id`,
};

const REMOVE: Statement = {
  name: 'removal of pacing',
  text: 'DELETE FROM instance_pacing WHERE instance_id = $1',
};

/** How fast instances may send. Above all tenants: the operator decides it, and the owner of the session keeps to it. */
export class Pacings {
  constructor(private readonly database: Database) {}

  /** Null: as fast as its clients ask. */
  async find(instanceId: InstanceId): Promise<Pacing | null> {
    const [row] = await this.database.read<Pacing>(FIND, [instanceId]);
    return row ?? null;
  }

  /** Null takes the bound away. Throws `InstanceNotFound` when there is none to be bound. */
  async change(instanceId: InstanceId, pacing: Pacing | null): Promise<void> {
    if (pacing === null) {
      await this.database.read(REMOVE, [instanceId]);
      return;
    }
    const values = [instanceId, pacing.messagesPerSecond, pacing.burst];
    const written = await this.database.read(PUT, values);
    if (written.length === 0) throw new StorageError('InstanceNotFound');
  }
}
