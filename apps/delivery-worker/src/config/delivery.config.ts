import {
  DATA_SECRETS,
  dataVariables,
  defineConfig,
  outboundVariables,
  processVariables,
  wholeNumber,
} from '@starling/platform';
import { type z } from 'zod';

export const deliveryConfig = defineConfig(
  {
    ...processVariables,
    ...dataVariables,
    ...outboundVariables,
    /** For accounts without a rule of their own. */
    MESSAGE_RETENTION_DAYS: wholeNumber(1, 36_500).default(90),
  },
  DATA_SECRETS,
);

export type DeliveryConfig = z.output<typeof deliveryConfig.schema>;
