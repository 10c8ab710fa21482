import { BrokerModule } from '@starling/broker';
import { StorageModule } from '@starling/storage';
import { type DynamicModule, Module } from '@nestjs/common';
import { PostEvent } from './attempt/post-event.js';
import { PostWithFile } from './attempt/post-with-file.js';
import { AttemptDelivery, WAIT_FACTOR } from './deliveries/attempt-delivery.js';
import { FirstAttempts } from './deliveries/first-attempts.js';
import { LaterAttempts } from './deliveries/later-attempts.js';
import { LaterParcels } from './deliveries/later-parcels.js';
import { Parcels } from './deliveries/parcels.js';
import { WaitingDeliveries } from './deliveries/waiting-deliveries.js';
import { type DeliveryConfig } from './delivery.config.js';
import { Endpoints } from './endpoints/endpoints.js';
import { Housekeeping } from './housekeeping/housekeeping.js';
import { DeliverySweeps, MessageSweeps } from './housekeeping/sweeps.js';
import { AttemptLog } from './log/attempt-log.js';
import { AttemptMetrics } from './log/attempt-metrics.js';
import { RefusedWebhooks } from './log/refused-webhooks.js';
import { RememberedTargets } from './webhooks/remembered-targets.js';

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
