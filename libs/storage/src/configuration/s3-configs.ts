import { NO_S3, type S3Change, type S3ConfigWithSecret } from '@starling/contract';
import { type Database } from '../database/database.js';
import { type Vault } from '../encryption/vault.js';
import { type S3ConfigModel } from '../generated/models.js';
import { lockInstance } from '../tenancy/instance-lock.js';
import { InstancePart } from '../tenancy/instance-part.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

/** What opens the bucket. Not for replies: the contract never tells the secret key. */
export interface S3Access {
  readonly region: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly endpoint: string | null;
  readonly pathPrefix: string | null;
}

const FIELDS = [
  'instanceId',
  'region',
  'bucket',
  'accessKey',
  'secretKey',
  'endpoint',
  'pathPrefix',
] as const;

/** A row is there while the bucket is on. */
export class S3Configs {
  private readonly rows: InstancePart<S3ConfigModel>;

  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {
    this.rows = new InstancePart(database, 's3_configs', FIELDS);
  }

  /** Its `secretKey` is always null. Throws `InstanceNotFound`. */
  async get(scope: TenantScope, instanceId: InstanceId): Promise<S3ConfigWithSecret> {
    return toS3Config(await this.rows.find(scope, instanceId));
  }

  /** Throws `InstanceNotFound`. */
  async findAccess(scope: TenantScope, instanceId: InstanceId): Promise<S3Access | undefined> {
    const row = await this.rows.find(scope, instanceId);
    if (row === undefined) return undefined;
    const { instanceId: _, secretKey, ...open } = row;
    return {
      ...open,
      secretKey: await this.vault.decryptOrRaw(scope, 's3-secret-key', secretKey),
    };
  }

  /** Throws `InstanceNotFound`. */
  async change(
    scope: TenantScope,
    instanceId: InstanceId,
    change: S3Change,
  ): Promise<S3ConfigWithSecret> {
    const columns = await this.toColumns(scope, change);
    return this.database.transaction(async (queries) => {
      await lockInstance(queries, scope, instanceId);
      if (columns === undefined) {
        await queries.s3Config.deleteMany({ where: { instanceId } });
        return NO_S3;
      }
      const row = await queries.s3Config.upsert({
        where: { instanceId },
        create: { instanceId, ...columns },
        update: columns,
      });
      return toS3Config(row);
    });
  }

  /** Undefined when the bucket goes off. */
  async toColumns(scope: TenantScope, change: S3Change) {
    if (!change.enabled) return undefined;
    const { region, bucket, accessKey, endpoint, pathPrefix } = change;
    const secretKey = await this.vault.encryptText(scope, 's3-secret-key', change.secretKey);
    return { region, bucket, accessKey, secretKey, endpoint, pathPrefix };
  }
}

type S3Row = Omit<S3ConfigModel, 'instanceId' | 'secretKey'>;

export function toS3Config(row: S3Row | undefined): S3ConfigWithSecret {
  if (row === undefined) return NO_S3;
  const { region, bucket, accessKey, endpoint, pathPrefix } = row;
  return { enabled: true, region, bucket, accessKey, secretKey: null, endpoint, pathPrefix };
}
