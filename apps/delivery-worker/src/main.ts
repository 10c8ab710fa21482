import { runApp } from '@starling/platform';
import { type DeliveryConfig, deliveryConfig } from './config/delivery.config.js';
import { DeliveryModule } from './delivery.module.js';

await runApp<DeliveryConfig>({
  role: 'delivery-worker',
  config: deliveryConfig,
  rootModule: (config) => DeliveryModule.with(config),
});
