import { BrokerModule } from '@starling/broker';
import { type RunningApp, startApp } from '@starling/platform';
import { deliveryConfig } from '../config/delivery.config.js';
import { DeliveryModule } from '../delivery.module.js';
import { DESTINATIONS } from '../destinations/registry.js';

interface Services {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/*
 * Real: Postgres, Redis, the worker, HTTP servers on this machine. The publisher stands for the owner of a session.
 * The waits of the schedule are a thousandth of what they are in production.
 */
export const WAIT_FACTOR = 0.001;
const ENCRYPTION_KEY = 'a5'.repeat(32);

export const environment = (services: Services) => ({
  DATABASE_URL: services.databaseUrl,
  REDIS_URL: services.redisUrl,
  ENCRYPTION_KEY,
  ALLOW_PRIVATE_URLS: 'true',
});

const configOf = (services: Services, allowPrivate: boolean) =>
  deliveryConfig.schema.parse({
    ...environment(services),
    ALLOW_PRIVATE_URLS: String(allowPrivate),
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
  });

/** Publishes, and reads no shard. */
export const startPublisher = (services: Services): Promise<RunningApp> =>
  startApp({
    role: 'session-worker',
    config: configOf(services, true),
    describedConfig: {},
    rootModule: ({ REDIS_URL }) => BrokerModule.forRoot({ redisUrl: REDIS_URL }),
  });

export const startWorker = (
  services: Services,
  { allowPrivate = true, waitFactor = WAIT_FACTOR, destinations = DESTINATIONS } = {},
): Promise<RunningApp> =>
  startApp({
    role: 'delivery-worker',
    config: configOf(services, allowPrivate),
    describedConfig: {},
    rootModule: (config) => DeliveryModule.with(config, { waitFactor, destinations }),
  });
