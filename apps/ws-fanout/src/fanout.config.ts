import { DATA_SECRETS, dataVariables, defineConfig, processVariables } from '@starling/platform';
import { type z } from 'zod';

export const fanoutConfig = defineConfig({ ...processVariables, ...dataVariables }, DATA_SECRETS);

export type FanoutConfig = z.output<typeof fanoutConfig.schema>;
