import { Lifecycle } from '@starling/platform';
import { startSandbox } from '@starling/whatsapp-sandbox';
import { type DynamicModule, Module } from '@nestjs/common';
import { ControlRoutes } from './control-routes.js';
import { Population, SANDBOX } from './control/population.js';
import { addDefaultContacts } from './default-contacts.js';
import { type SandboxConfig } from './sandbox.config.js';

@Module({})
export class SandboxModule {
  static with(config: SandboxConfig): DynamicModule {
    return {
      module: SandboxModule,
      providers: [
        {
          provide: SANDBOX,
          inject: [Lifecycle],
          useFactory: async (lifecycle: Lifecycle) => {
            const sandbox = await startSandbox({
              port: config.WHATSAPP_PORT,
              mediaPort: config.MEDIA_PORT,
              receiptDelayMs: config.RECEIPT_DELAY_MS,
              ...(config.SANDBOX_SEED !== undefined && { seed: config.SANDBOX_SEED }),
              ...(config.SANDBOX_DATA_DIR !== undefined && { dataDir: config.SANDBOX_DATA_DIR }),
            });
            lifecycle.onStop('stores', 'whatsapp', () => sandbox.close());
            addDefaultContacts(sandbox);
            return sandbox;
          },
        },
        Population,
        ControlRoutes,
      ],
    };
  }
}
