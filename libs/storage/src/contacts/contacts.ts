import { type Database, type Statement } from '../database/database.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

/** Somebody that an instance knows; empty is what nobody told. */
export interface ContactRow {
  readonly jid: string;
  readonly lid: string | null;
  readonly fullName: string;
  readonly pushName: string;
  readonly businessName: string;
  readonly redactedPhone: string;
  readonly pictureUrl: string | null;
}

const COLUMNS = `c.jid, c.lid, c.full_name AS "fullName", c.push_name AS "pushName",
  c.business_name AS "businessName", c.redacted_phone AS "redactedPhone",
  c.picture_url AS "pictureUrl"`;
const OF_TENANT =
  'FROM contacts c JOIN instances i ON i.id = c.instance_id AND i.account_id = $1 WHERE i.id = $2';

const LIST: Statement = {
  name: 'contacts',
  text: `SELECT ${COLUMNS} ${OF_TENANT} AND c.jid <> coalesce(i.jid, '')
    ORDER BY coalesce(nullif(c.full_name, ''), nullif(c.push_name, ''), c.business_name), c.jid`,
};
const FIND: Statement = {
  name: 'contact by address',
  text: `SELECT ${COLUMNS} ${OF_TENANT} AND (c.jid = ANY($3::text[]) OR c.lid = ANY($3::text[]))
    ORDER BY array_position($3::text[], c.jid) LIMIT 1`,
};
const LATEST: Statement = {
  name: 'latest contacts',
  text: `SELECT ${COLUMNS} ${OF_TENANT} ORDER BY c.updated_at DESC LIMIT $3`,
};
const PHONES: Statement = {
  name: 'phones of contacts',
  text: `SELECT c.jid ${OF_TENANT} AND c.jid LIKE '%@s.whatsapp.net'`,
};

/** The people that instances know. */
export class Contacts {
  constructor(private readonly database: Database) {}

  /** By name, then by address; without the own number. */
  list({ accountId }: TenantScope, instanceId: InstanceId): Promise<readonly ContactRow[]> {
    return this.database.read<ContactRow>(LIST, [accountId, instanceId]);
  }

  /** By either address; of several the first that is known. */
  async find(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    addresses: readonly string[],
  ): Promise<ContactRow | undefined> {
    const values = [accountId, instanceId, addresses];
    const [row] = await this.database.read<ContactRow>(FIND, values);
    return row;
  }

  /** Those that WhatsApp told of last. */
  latest(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    limit: number,
  ): Promise<readonly ContactRow[]> {
    return this.database.read<ContactRow>(LATEST, [accountId, instanceId, limit]);
  }

  /** Addresses of all whose number is known. */
  async phones({ accountId }: TenantScope, instanceId: InstanceId): Promise<readonly string[]> {
    const rows = await this.database.read<{ jid: string }>(PHONES, [accountId, instanceId]);
    return rows.map(({ jid }) => jid);
  }
}
