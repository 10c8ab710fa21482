import { randomUUID } from 'node:crypto';
import {
  type InstanceSettings,
  type ProxyChange,
  type S3Change,
  type WebhookConfig,
  type WebsocketConfig,
} from '@starling/contract';
import { type ProxyConfigs } from '../configuration/proxy-configs.js';
import { type S3Configs } from '../configuration/s3-configs.js';
import { type Webhooks } from '../configuration/webhooks.js';
import { type Database, type Queries } from '../database/database.js';
import { type Vault } from '../encryption/vault.js';
import { StorageError } from '../errors/storage-error.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';
import { type Tokens } from '../tokens/tokens.js';

/** A block that is absent gets no row. */
export interface NewInstance {
  readonly name: string;
  readonly token: string;
  readonly settings: InstanceSettings;
  readonly proxy?: ProxyChange | undefined;
  readonly s3?: S3Change | undefined;
  readonly webhook?: WebhookConfig | undefined;
  readonly websocket?: WebsocketConfig | undefined;
}

/** Whose columns hold secrets, and therefore know how to write them. */
export interface SecretBlocks {
  readonly vault: Vault;
  readonly proxyConfigs: ProxyConfigs;
  readonly s3Configs: S3Configs;
  readonly webhooks: Webhooks;
}

/**
 * One transaction: the instance with all its blocks, or nothing. Rivals for a name or a token wait
 * for each other inside the unique indexes, rivals for the last place of a quota on the account.
 */
export async function createInstance(
  database: Database,
  tokens: Tokens,
  blocks: SecretBlocks,
  scope: TenantScope,
  { name, token, ...created }: NewInstance,
): Promise<InstanceId> {
  const id = randomUUID() as InstanceId;
  const { accountId } = scope;
  // Sealing may read keys from the database: before the transaction, not from within.
  const sealedToken = await blocks.vault.encryptText(scope, 'instance-token', token);
  const columns = await toColumns(blocks, scope, created);
  await database.transaction(async (queries) => {
    await assertQuotaLeft(queries, scope);
    const { count } = await queries.instance.createMany({
      data: { id, accountId, name, token: sealedToken },
      skipDuplicates: true,
    });
    if (count === 0) throw new StorageError('InstanceNameTaken');
    const claimed = await tokens.claim(queries, token, { accountId, instanceId: id });
    if (!claimed) throw new StorageError('InstanceTokenTaken');
    await queries.instance.update({ where: { id }, data: columns });
  });
  return id;
}

async function assertQuotaLeft(queries: Queries, { accountId }: TenantScope): Promise<void> {
  const [account] = await queries.$queryRaw<{ max_instances: number | null }[]>`
    SELECT max_instances FROM accounts WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`;
  if (account === undefined) throw new StorageError('AccountNotFound');
  if (account.max_instances === null) return;
  const existing = await queries.instance.count({ where: { accountId } });
  if (existing >= account.max_instances) throw new StorageError('AccountInstanceQuotaExceeded');
}

async function toColumns(
  { proxyConfigs, s3Configs, webhooks }: SecretBlocks,
  scope: TenantScope,
  blocks: Omit<NewInstance, 'name' | 'token'>,
) {
  const proxy = blocks.proxy && (await proxyConfigs.toColumns(scope, blocks.proxy));
  const s3 = blocks.s3 && (await s3Configs.toColumns(scope, blocks.s3));
  const webhook = blocks.webhook && (await webhooks.toColumns(scope, blocks.webhook));
  return {
    settings: { create: blocks.settings },
    ...(proxy && { proxy: { create: proxy } }),
    ...(s3 && { s3: { create: s3 } }),
    ...(webhook && { webhooks: { create: webhook } }),
    ...(blocks.websocket && { websocket: { create: { ...blocks.websocket } } }),
  };
}
