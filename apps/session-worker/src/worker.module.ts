import { BrokerModule } from '@starling/broker';
import { OPERATIONS } from '@starling/contract';
import { handlerClassesIn, proveHandlers } from '@starling/platform';
import { StorageModule } from '@starling/storage';
import { type DynamicModule, Module } from '@nestjs/common';
import { type WorkerConfig } from './worker.config.js';

@Module({})
export class WorkerModule {
  /** Handlers are found by their mark; the worker refuses to start when a session operation has none or two. */
  static async with(config: WorkerConfig): Promise<DynamicModule> {
    const handlers = await handlerClassesIn(import.meta.dirname);
    proveHandlers(OPERATIONS, 'session', handlers);
    return {
      module: WorkerModule,
      imports: [
        StorageModule.forConfig(config),
        BrokerModule.forRoot({ redisUrl: config.REDIS_URL }),
      ],
      controllers: handlers,
    };
  }
}
