import {
  DATA_SECRETS,
  dataVariables,
  defineConfig,
  outboundVariables,
  processVariables,
} from '@starling/platform';
import { type z } from 'zod';

export const deliveryConfig = defineConfig(
  { ...processVariables, ...dataVariables, ...outboundVariables },
  DATA_SECRETS,
);

export type DeliveryConfig = z.output<typeof deliveryConfig.schema>;
