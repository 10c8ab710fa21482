import { runApp } from '@starling/platform';
import { UpgradeAdapter } from './door/upgrade-adapter.js';
import { type FanoutConfig, fanoutConfig } from './config/fanout.config.js';
import { FanoutModule } from './fanout.module.js';

await runApp<FanoutConfig>({
  role: 'ws-fanout',
  config: fanoutConfig,
  rootModule: (config) => FanoutModule.with(config),
  prepare: (app) => void app.useWebSocketAdapter(new UpgradeAdapter(app)),
});
