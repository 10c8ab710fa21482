import { BrokerModule } from '@starling/broker';
import { StorageModule } from '@starling/storage';
import { type DynamicModule, Module } from '@nestjs/common';
import { type DeliveryConfig } from './delivery.config.js';

@Module({})
export class DeliveryModule {
  static with(config: DeliveryConfig): DynamicModule {
    return {
      module: DeliveryModule,
      imports: [
        StorageModule.forConfig(config),
        BrokerModule.forRoot({ redisUrl: config.REDIS_URL }),
      ],
    };
  }
}
