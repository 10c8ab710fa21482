import {
  DATA_SECRETS,
  dataVariables,
  defineConfig,
  flag,
  httpUrl,
  outboundVariables,
  processVariables,
  secretToken,
} from '@starling/platform';
import { z } from 'zod';

const httpUrls = z
  .string()
  .transform((text) => text.split(',').filter((url) => url !== ''))
  .pipe(z.array(httpUrl));

export const gatewayConfig = defineConfig(
  {
    ...processVariables,
    ...dataVariables,
    ...outboundVariables,
    ADMIN_TOKEN: secretToken,
    /** The token of the account `default`, which is made at start when it is not there. */
    ACCOUNT_TOKEN: secretToken.optional(),
    /** Base URL as clients see it; its origin may always read our answers. */
    PUBLIC_URL: httpUrl.default('http://localhost:8080'),
    /** Believe `X-Forwarded-For` of the proxy in front. Off, anybody could choose the IP that is counted. */
    TRUST_PROXY: flag.default(false),
    /** Socket processes that `/ws/` is passed on to; none where a proxy in front does it. */
    WS_NODE_URLS: httpUrls.default([]),
  },
  [...DATA_SECRETS, 'ADMIN_TOKEN', 'ACCOUNT_TOKEN'],
);

export type GatewayConfig = z.output<typeof gatewayConfig.schema>;
export const GATEWAY_CONFIG = Symbol('gateway config');
