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
        StorageModule.forRoot({
          databaseUrl: config.DATABASE_URL,
          poolSize: config.DATABASE_POOL_SIZE,
          encryptionKey: config.ENCRYPTION_KEY,
          oldEncryptionKeys: config.ENCRYPTION_KEYS_OLD,
        }),
        BrokerModule.forRoot({ redisUrl: config.REDIS_URL }),
      ],
    };
  }
}
