import { runApp } from '@starling/platform';
import { type GatewayConfig, gatewayConfig } from './config/gateway.config.js';
import { GatewayModule } from './gateway.module.js';
import { serveDocs } from './docs/serve-docs.js';

await runApp<GatewayConfig>({
  role: 'api-gateway',
  config: gatewayConfig,
  trustProxy: (config) => config.TRUST_PROXY,
  internalsToken: (config) => (config.PROTECT_METRICS ? config.ADMIN_TOKEN : undefined),
  rootModule: (config) => GatewayModule.with(config),
  prepare: (app, config) => serveDocs(app, config.PUBLIC_URL),
});
