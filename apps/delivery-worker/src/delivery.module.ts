import { BrokerModule } from '@starling/broker';
import { StorageModule } from '@starling/storage';
import { type DynamicModule, Module } from '@nestjs/common';
import { AttemptDelivery, WAIT_FACTOR } from './attempts/attempt-delivery.js';
import { DeliveryBundles } from './attempts/delivery-bundles.js';
import { FirstAttempts } from './attempts/first-attempts.js';
import { QueuedAttempts } from './attempts/queued-attempts.js';
import { RetryQueue } from './attempts/retry-queue.js';
import { TargetCache } from './attempts/target-cache.js';
import { type DeliveryConfig } from './config/delivery.config.js';
import { type Destination } from './destinations/port/destination.js';
import { Destinations } from './destinations/port/destinations.js';
import { DESTINATIONS } from './destinations/registry.js';
import { Endpoints } from './endpoints/endpoints.js';
import { Housekeeping } from './housekeeping/housekeeping.js';
import { DeliverySweeps, MessageSweeps } from './housekeeping/sweeps.js';

@Module({})
export class DeliveryModule {
  static with(
    config: DeliveryConfig,
    { waitFactor = 1, destinations = DESTINATIONS } = {},
  ): DynamicModule {
    return {
      module: DeliveryModule,
      imports: [
        StorageModule.forConfig(config),
        BrokerModule.forRoot({ redisUrl: config.REDIS_URL }),
      ],
      providers: [
        { provide: WAIT_FACTOR, useValue: waitFactor },
        ...destinations.flatMap(({ providers }) => providers),
        {
          provide: Destinations,
          inject: destinations.map(({ token }) => token),
          useFactory: (...all: Destination[]) => new Destinations(all),
        },
        Endpoints,
        TargetCache,
        RetryQueue,
        DeliveryBundles,
        AttemptDelivery,
        FirstAttempts,
        QueuedAttempts,
        Housekeeping,
        DeliverySweeps,
        MessageSweeps,
      ],
    };
  }
}
