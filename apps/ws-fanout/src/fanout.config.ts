import {
  DATA_SECRETS,
  dataVariables,
  defineConfig,
  flag,
  httpUrl,
  processVariables,
} from '@starling/platform';
import { type z } from 'zod';

export const fanoutConfig = defineConfig(
  {
    ...processVariables,
    ...dataVariables,
    /** Base URL as clients see it; pages of its origin may always open sockets. */
    PUBLIC_URL: httpUrl.default('http://localhost:8080'),
    /** Believe `X-Forwarded-For` of the proxy in front. Off, anybody could choose the IP that is counted. */
    TRUST_PROXY: flag.default(false),
  },
  DATA_SECRETS,
);

export type FanoutConfig = z.output<typeof fanoutConfig.schema>;
export const FANOUT_CONFIG = Symbol('fanout config');
