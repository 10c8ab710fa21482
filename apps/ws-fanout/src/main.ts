import { runApp } from '@starling/platform';
import { type FanoutConfig, fanoutConfig } from './fanout.config.js';
import { FanoutModule } from './fanout.module.js';

await runApp<FanoutConfig>({
  role: 'ws-fanout',
  config: fanoutConfig,
  rootModule: (config) => FanoutModule.with(config),
});
