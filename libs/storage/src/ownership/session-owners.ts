import { LRUCache } from 'lru-cache';
import { type Database, type Statement } from '../database/database.js';
import { type AccountId, type InstanceId } from '../tenancy/ids.js';

/** Who holds the live session of an instance, and since which change of hands. */
export interface SessionOwner {
  readonly instanceId: InstanceId;
  readonly accountId: AccountId;
  /** Id of the worker's process; the process may have ended. Null: no worker owns the session. */
  readonly owner: string | null;
  readonly epoch: number;
}

interface OwnerRow {
  readonly id: InstanceId;
  readonly account_id: AccountId;
  readonly owner: string | null;
  /** A text: it is a bigint. */
  readonly owner_epoch: string;
}

const OWNER_OF_INSTANCE: Statement = {
  name: 'owner of instance',
  text: 'SELECT id, account_id, owner, owner_epoch FROM instances WHERE id = $1',
};

const RECENT_MS = 1_000;
const MAX_REMEMBERED = 50_000;

/** Above all tenants: commands and operators ask by the instance's id, which a guard has already let through. */
export class SessionOwners {
  private readonly known = new LRUCache<InstanceId, SessionOwner>({
    max: MAX_REMEMBERED,
    ttl: RECENT_MS,
  });

  constructor(private readonly database: Database) {}

  /** What was found within the last second. For who can bear that it is wrong, and says `forget` then. */
  findRecent(instanceId: InstanceId): SessionOwner | undefined {
    return this.known.get(instanceId);
  }

  forget(instanceId: InstanceId): void {
    this.known.delete(instanceId);
  }

  async find(instanceId: InstanceId): Promise<SessionOwner | undefined> {
    const [row] = await this.database.read<OwnerRow>(OWNER_OF_INSTANCE, [instanceId]);
    if (!row) return undefined;
    const { id, account_id: accountId, owner, owner_epoch: epoch } = row;
    const found = { instanceId: id, accountId, owner, epoch: Number(epoch) };
    if (owner !== null) this.known.set(id, found);
    return found;
  }
}
