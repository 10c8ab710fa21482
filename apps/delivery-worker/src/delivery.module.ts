import { BrokerModule } from '@starling/broker';
import { StorageModule } from '@starling/storage';
import { type DynamicModule, Module } from '@nestjs/common';
import { PostEvent } from './destinations/webhook/post-event.js';
import { PostWithFile } from './destinations/webhook/post-with-file.js';
import { AttemptDelivery, WAIT_FACTOR } from './attempts/attempt-delivery.js';
import { FirstAttempts } from './attempts/first-attempts.js';
import { LaterAttempts } from './attempts/later-attempts.js';
import { LaterParcels } from './attempts/later-parcels.js';
import { Parcels } from './attempts/parcels.js';
import { WaitingDeliveries } from './attempts/waiting-deliveries.js';
import { type DeliveryConfig } from './config/delivery.config.js';
import { Endpoints } from './endpoints/endpoints.js';
import { Housekeeping } from './housekeeping/housekeeping.js';
import { DeliverySweeps, MessageSweeps } from './housekeeping/sweeps.js';
import { AttemptLog } from './destinations/webhook/attempt-log.js';
import { AttemptMetrics } from './destinations/webhook/attempt-metrics.js';
import { RefusedWebhooks } from './destinations/webhook/refused-webhooks.js';
import { RememberedTargets } from './attempts/remembered-targets.js';

@Module({})
export class DeliveryModule {
  static with(config: DeliveryConfig, waitFactor = 1): DynamicModule {
    return {
      module: DeliveryModule,
      imports: [
        StorageModule.forConfig(config),
        BrokerModule.forRoot({ redisUrl: config.REDIS_URL }),
      ],
      providers: [
        { provide: WAIT_FACTOR, useValue: waitFactor },
        ...[PostEvent, PostWithFile, AttemptLog, AttemptMetrics, RefusedWebhooks],
        ...[Endpoints, RememberedTargets],
        ...[WaitingDeliveries, Parcels, AttemptDelivery],
        ...[FirstAttempts, LaterAttempts, LaterParcels],
        ...[Housekeeping, DeliverySweeps, MessageSweeps],
      ],
    };
  }
}
