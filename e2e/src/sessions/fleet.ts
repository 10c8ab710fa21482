import { type Operation, type ReplyOf, listInstances, listSessions } from '@starling/contract';
import {
  type AppProcess,
  callOperation,
  type Client,
  clientOf,
  newTenant,
  type OperationRequest,
  type Product,
  requestJson,
  startProduct,
  type Tenant,
  type TestServices,
} from '@starling/testing';
import { type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';

type Instance = ReplyOf<typeof listInstances>['instances'][number];
type SessionView = ReplyOf<typeof listSessions>['instances'][number];

/** The servers of the tests are on loopback. */
const ALLOW_LOOPBACK = { ALLOW_PRIVATE_URLS: 'true' };

/** A gateway, some session-workers and a local WhatsApp; one account whose sessions nobody else sees. */
export class Fleet {
  readonly workers: AppProcess[] = [];

  private constructor(
    readonly sandbox: Sandbox,
    readonly product: Product,
    readonly tenant: Tenant,
  ) {}

  static async start(
    services: TestServices,
    workers: number,
    gatewayEnv: Readonly<Record<string, string>> = {},
  ): Promise<Fleet> {
    const sandbox = await startSandbox();
    const product = await startProduct(services, { ...ALLOW_LOOPBACK, ...gatewayEnv });
    const tenant = await newTenant(product, { rateLimitPerMinute: 1_000_000 });
    const fleet = new Fleet(sandbox, product, tenant);
    await Promise.all(Array.from({ length: workers }, () => fleet.addWorker()));
    return fleet;
  }

  get client(): Client {
    return clientOf(this.product.baseUrl, this.tenant.token);
  }

  async addWorker(): Promise<AppProcess> {
    const worker = await this.product.start('session-worker', {
      WHATSAPP_WS_URL: this.sandbox.url,
      NODE_EXTRA_CA_CERTS: this.sandbox.caFile,
      ...ALLOW_LOOPBACK,
    });
    this.workers.push(worker);
    return worker;
  }

  /** Its sessions stay unclaimed from then on: other suites share the database. */
  async stop(): Promise<void> {
    const { product, tenant, sandbox } = this;
    const path = `/admin/accounts/${tenant.accountId}/suspend`;
    await requestJson(product.baseUrl, 'POST', path, { token: product.adminToken });
    await product.stop();
    await sandbox.close();
  }

  call<O extends Operation>(operation: O, request: OperationRequest = {}): Promise<ReplyOf<O>> {
    const { product, tenant } = this;
    return callOperation(product.baseUrl, operation, { token: tenant.token, ...request });
  }

  /** As its owner sees it. */
  async instance(name: string): Promise<Instance> {
    const { instances } = await this.call(listInstances, { query: { instanceName: name } });
    return instances[0] as Instance;
  }

  /** As the operator sees the sessions of the account. */
  async sessions(): Promise<readonly SessionView[]> {
    const { instances } = await this.call(listSessions, {
      token: this.product.adminToken,
      query: { accountId: this.tenant.accountId, limit: '100' },
    });
    return instances;
  }
}
