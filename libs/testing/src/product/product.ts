import { randomBytes } from 'node:crypto';
import { type ProcessRole } from '@starling/contract';
import { type AppProcess, startAppProcess } from './app-process.js';
import { type TestServices } from './test-services.config.js';

/** One for all tests of a run: deploy keys belong to a database, and they share one. */
const ENCRYPTION_KEY = 'a5'.repeat(32);

export interface Product {
  readonly baseUrl: string;
  readonly adminToken: string;
  readonly gateway: AppProcess;
  /** One more process of the same deployment. */
  start(role: ProcessRole, env?: Readonly<Record<string, string>>): Promise<AppProcess>;
  stop(): Promise<void>;
}

/** A gateway as real as in production, as its own process. Ask it for accounts by its operator API. */
export async function startProduct(
  services: TestServices,
  gatewayEnv: Readonly<Record<string, string>> = {},
): Promise<Product> {
  const adminToken = randomBytes(16).toString('hex');
  const running: AppProcess[] = [];
  const start = async (role: ProcessRole, env: Readonly<Record<string, string>> = {}) => {
    const app = await startAppProcess(role, {
      DATABASE_URL: services.databaseUrl,
      REDIS_URL: services.redisUrl,
      ENCRYPTION_KEY,
      ...env,
    });
    running.push(app);
    return app;
  };
  const gateway = await start('api-gateway', { ADMIN_TOKEN: adminToken, ...gatewayEnv });
  return {
    baseUrl: gateway.baseUrl,
    adminToken,
    gateway,
    start,
    stop: async () => {
      for (const app of running.reverse()) await app.stop();
    },
  };
}
