import { BrokerModule } from '@starling/broker';
import { StorageModule } from '@starling/storage';
import { type DynamicModule, Module } from '@nestjs/common';
import { type FanoutConfig } from './fanout.config.js';

@Module({})
export class FanoutModule {
  static with(config: FanoutConfig): DynamicModule {
    return {
      module: FanoutModule,
      imports: [
        StorageModule.forConfig(config),
        BrokerModule.forRoot({ redisUrl: config.REDIS_URL }),
      ],
    };
  }
}
