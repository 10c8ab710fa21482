import { type Queries } from '../../database/database.js';
import { dataKeyContext } from '../data-keys.js';
import { deploySecretContext } from '../deploy-secrets.js';

/** A secret wrapped by some other key than the current one, locked until the transaction ends. */
export interface WrappedRow {
  readonly cursor: readonly [string, string];
  readonly context: string;
  readonly wrapped: Uint8Array;
  store(wrapped: Uint8Array<ArrayBuffer>, deployKeyId: string): Promise<unknown>;
}

/** The rows after a cursor, which steps over what cannot be read and would come again for ever. */
export type WrappedRows = (
  queries: Queries,
  currentKeyId: string,
  after: WrappedRow | undefined,
  limit: number,
) => Promise<WrappedRow[]>;

const BEFORE_ALL = ['00000000-0000-0000-0000-000000000000', ''] as const;

export const wrappedDataKeys: WrappedRows = async (queries, currentKeyId, after, limit) => {
  const [accountId, keyId] = after?.cursor ?? BEFORE_ALL;
  const rows = await queries.$queryRaw<
    { account_id: string; key_id: string; wrapped: Uint8Array }[]
  >`
    SELECT account_id, key_id, wrapped FROM account_data_keys
    WHERE deploy_key_id <> ${currentKeyId} AND (account_id, key_id) > (${accountId}::uuid, ${keyId})
    ORDER BY account_id, key_id LIMIT ${limit} FOR UPDATE`;
  return rows.map((row) => ({
    cursor: [row.account_id, row.key_id],
    context: dataKeyContext(row.account_id),
    wrapped: row.wrapped,
    store: (wrapped, deployKeyId) =>
      queries.accountDataKey.update({
        where: { accountId_keyId: { accountId: row.account_id, keyId: row.key_id } },
        data: { wrapped, deployKeyId },
      }),
  }));
};

export const wrappedDeploySecrets: WrappedRows = async (queries, currentKeyId, after, limit) => {
  const rows = await queries.$queryRaw<{ name: string; wrapped: Uint8Array }[]>`
    SELECT name, wrapped FROM deploy_secrets
    WHERE deploy_key_id <> ${currentKeyId} AND name > ${after?.cursor[0] ?? ''}
    ORDER BY name LIMIT ${limit} FOR UPDATE`;
  return rows.map((row) => ({
    cursor: [row.name, ''],
    context: deploySecretContext(row.name),
    wrapped: row.wrapped,
    store: (wrapped, deployKeyId) =>
      queries.deploySecret.update({ where: { name: row.name }, data: { wrapped, deployKeyId } }),
  }));
};
