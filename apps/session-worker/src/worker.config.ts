import { DATA_SECRETS, dataVariables, defineConfig, processVariables } from '@starling/platform';
import { type z } from 'zod';

export const workerConfig = defineConfig({ ...processVariables, ...dataVariables }, DATA_SECRETS);

export type WorkerConfig = z.output<typeof workerConfig.schema>;
