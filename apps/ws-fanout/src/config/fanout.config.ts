import {
  browserVariables,
  DATA_SECRETS,
  dataVariables,
  defineConfig,
  httpUrl,
  processVariables,
  trustedProxies,
} from '@starling/platform';
import { type z } from 'zod';

export const fanoutConfig = defineConfig(
  {
    ...processVariables,
    ...dataVariables,
    ...browserVariables,
    /** Base URL as clients see it; pages of its origin may always open sockets. */
    PUBLIC_URL: httpUrl.default('http://localhost:8080'),
    /** How many proxies in front are believed in `X-Forwarded-For`; `true` is one. */
    TRUST_PROXY: trustedProxies.default(0),
  },
  DATA_SECRETS,
);

export type FanoutConfig = z.output<typeof fanoutConfig.schema>;
export const FANOUT_CONFIG = Symbol('fanout config');
