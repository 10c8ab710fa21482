import { type Database, type Statement } from '../database/database.js';
import { type AccountId, type InstanceId } from '../tenancy/ids.js';

/** Who holds the live session of an instance, and since which change of hands. */
export interface SessionOwner {
  readonly instanceId: InstanceId;
  readonly accountId: AccountId;
  /** Id of the worker's process; it need not live any more. Null: nobody. */
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

/** Above all tenants: commands and operators ask by the instance's id, which a guard has already let through. */
export class SessionOwners {
  constructor(private readonly database: Database) {}

  /** Once per command. */
  async find(instanceId: InstanceId): Promise<SessionOwner | undefined> {
    const [row] = await this.database.read<OwnerRow>(OWNER_OF_INSTANCE, [instanceId]);
    return (
      row && {
        instanceId: row.id,
        accountId: row.account_id,
        owner: row.owner,
        epoch: Number(row.owner_epoch),
      }
    );
  }
}
