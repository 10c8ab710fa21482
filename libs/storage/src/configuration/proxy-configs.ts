import {
  NO_PROXY,
  type PasswordChange,
  type ProxyChange,
  type ProxyConfig,
  type ProxyProtocol,
} from '@starling/contract';
import { type Database } from '../database/database.js';
import { type Vault } from '../encryption/vault.js';
import { type ProxyConfigModel } from '../generated/models.js';
import { lockInstance } from '../tenancy/instance-lock.js';
import { InstancePart } from '../tenancy/instance-part.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

/** What opens the connection. Not for replies: the contract never tells the password. */
export interface ProxyAccess {
  readonly host: string;
  readonly port: string;
  readonly protocol: ProxyProtocol;
  readonly username: string | null;
  readonly password: string | null;
}

const FIELDS = ['instanceId', 'host', 'port', 'protocol', 'username', 'password'] as const;

/** A row is there while the proxy is on. */
export class ProxyConfigs {
  private readonly rows: InstancePart<ProxyConfigModel>;

  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {
    this.rows = new InstancePart(database, 'proxy_configs', FIELDS);
  }

  /** Throws `InstanceNotFound`. */
  async get(scope: TenantScope, instanceId: InstanceId): Promise<ProxyConfig> {
    return toProxyConfig(await this.rows.find(scope, instanceId));
  }

  /** Throws `InstanceNotFound`. */
  async findAccess(scope: TenantScope, instanceId: InstanceId): Promise<ProxyAccess | undefined> {
    const row = await this.rows.find(scope, instanceId);
    if (row === undefined) return undefined;
    const { host, port, username, password } = row;
    const read = (stored: string) => this.vault.decryptOrRaw(scope, 'proxy-password', stored);
    return {
      host,
      port,
      protocol: row.protocol as ProxyProtocol,
      username,
      password: password === null ? null : await read(password),
    };
  }

  /** Throws `InstanceNotFound`. */
  async change(
    scope: TenantScope,
    instanceId: InstanceId,
    change: ProxyChange,
  ): Promise<ProxyConfig> {
    const columns = await this.toColumns(scope, change);
    return this.database.transaction(async (queries) => {
      await lockInstance(queries, scope, instanceId);
      if (columns === undefined) {
        await queries.proxyConfig.deleteMany({ where: { instanceId } });
        return NO_PROXY;
      }
      const row = await queries.proxyConfig.upsert({
        where: { instanceId },
        create: { instanceId, ...columns },
        update: columns,
      });
      return toProxyConfig(row);
    });
  }

  /** Undefined when the proxy goes off; no password key when the stored one stays. */
  async toColumns(scope: TenantScope, change: ProxyChange) {
    if (!change.enabled) return undefined;
    const { host, port, protocol, username, password } = change;
    return { host, port, protocol, username, ...(await this.passwordColumn(scope, password)) };
  }

  private async passwordColumn(scope: TenantScope, change: PasswordChange) {
    switch (change.kind) {
      case 'keep':
        return {};
      case 'remove':
        return { password: null };
      case 'set':
        return {
          password: await this.vault.encryptText(scope, 'proxy-password', change.password),
        };
    }
  }
}

type ProxyRow = Pick<ProxyConfigModel, 'host' | 'port' | 'protocol' | 'username'>;

export function toProxyConfig(row: ProxyRow | undefined): ProxyConfig {
  if (row === undefined) return NO_PROXY;
  const { host, port, protocol, username } = row;
  return { enabled: true, host, port, protocol: protocol as ProxyProtocol, username };
}
