import {
  DATA_SECRETS,
  dataVariables,
  defineConfig,
  flag,
  httpUrl,
  processVariables,
  secretToken,
} from '@starling/platform';
import { type z } from 'zod';

export const gatewayConfig = defineConfig(
  {
    ...processVariables,
    ...dataVariables,
    ADMIN_TOKEN: secretToken,
    /** The token of the account `default`, which is made at start when it is not there. */
    ACCOUNT_TOKEN: secretToken.optional(),
    /** Base URL as clients see it; its origin may always read our answers. */
    PUBLIC_URL: httpUrl.default('http://localhost:8080'),
    /** Believe `X-Forwarded-For` of the proxy in front. Off, anybody could choose the IP that is counted. */
    TRUST_PROXY: flag.default(false),
  },
  [...DATA_SECRETS, 'ADMIN_TOKEN', 'ACCOUNT_TOKEN'],
);

export type GatewayConfig = z.output<typeof gatewayConfig.schema>;
export const GATEWAY_CONFIG = Symbol('gateway config');
