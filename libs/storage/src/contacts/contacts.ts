import { type Database, type Statement } from '../database/database.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

/** A person that an instance knows. Fields that WhatsApp did not report are empty. */
export interface ContactRow {
  readonly jid: string;
  readonly lid: string | null;
  readonly fullName: string;
  readonly pushName: string;
  readonly businessName: string;
  readonly redactedPhone: string;
  readonly pictureUrl: string | null;
}

/** A member of a group may be known by both addresses without being a contact. */
export interface KnownPerson extends ContactRow {
  readonly isContact: boolean;
}

const COLUMNS = `c.jid, c.lid, c.full_name AS "fullName", c.push_name AS "pushName",
  c.business_name AS "businessName", c.redacted_phone AS "redactedPhone",
  c.picture_url AS "pictureUrl"`;
const OF_TENANT =
  'FROM contacts c JOIN instances i ON i.id = c.instance_id AND i.account_id = $1 WHERE i.id = $2';

const LIST: Statement = {
  name: 'contacts',
  text: `SELECT ${COLUMNS} ${OF_TENANT}
      AND c.jid <> coalesce(i.jid, '') AND c.jid <> coalesce(i.lid, '')
    ORDER BY coalesce(nullif(c.full_name, ''), nullif(c.push_name, ''), c.business_name), c.jid`,
};
/** By the phone's address wherever it is known, and whether or not the person is a contact. */
const FIND: Statement = {
  name: 'people by address',
  text: `SELECT coalesce(l.phone_jid, c.jid, a.jid) AS jid, coalesce(l.lid, c.lid) AS lid,
      coalesce(c.full_name, '') AS "fullName", coalesce(c.push_name, '') AS "pushName",
      coalesce(c.business_name, '') AS "businessName",
      coalesce(c.redacted_phone, '') AS "redactedPhone", c.picture_url AS "pictureUrl",
      c.jid IS NOT NULL AS "isContact"
    FROM unnest($3::text[]) WITH ORDINALITY AS a (jid, n)
    JOIN instances i ON i.id = $2 AND i.account_id = $1
    LEFT JOIN LATERAL (
      SELECT m.lid, m.phone_jid FROM lid_mappings m
      WHERE m.instance_id = i.id AND (m.lid = a.jid OR m.phone_jid = a.jid)
      ORDER BY m.learnt_at DESC LIMIT 1
    ) l ON true
    LEFT JOIN LATERAL (
      SELECT * FROM contacts k
      WHERE k.instance_id = i.id AND (k.jid = coalesce(l.phone_jid, a.jid) OR k.lid = a.jid)
      ORDER BY k.jid = coalesce(l.phone_jid, a.jid) DESC LIMIT 1
    ) c ON true
    WHERE l.lid IS NOT NULL OR c.jid IS NOT NULL
    ORDER BY a.n`,
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

  /** The known people behind these addresses, in the order of the addresses. */
  findAll(
    { accountId }: TenantScope,
    instanceId: InstanceId,
    addresses: readonly string[],
  ): Promise<readonly KnownPerson[]> {
    return this.database.read<KnownPerson>(FIND, [accountId, instanceId, addresses]);
  }

  /** The contacts that WhatsApp reported last. */
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
