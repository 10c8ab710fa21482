import {
  browserVariables,
  DATA_SECRETS,
  dataVariables,
  defineConfig,
  flag,
  httpUrl,
  outboundVariables,
  processVariables,
  openingToken,
  trustedProxies,
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
    ...browserVariables,
    ADMIN_TOKEN: openingToken,
    /** The token of the account `default`, which is made at start when it is not there. */
    ACCOUNT_TOKEN: openingToken.optional(),
    /** Base URL as clients see it; its origin may always read our answers. */
    PUBLIC_URL: httpUrl.default('http://localhost:8080'),
    /** How many proxies in front are believed in `X-Forwarded-For`; `true` is one. */
    TRUST_PROXY: trustedProxies.default(0),
    /** Whether `/metrics` and `/readyz` are for this machine and the operator's token alone. */
    PROTECT_METRICS: flag.default(false),
    /** Socket processes that `/ws/` is passed on to; none where a proxy in front does it. */
    WS_NODE_URLS: httpUrls.default([]),
  },
  [...DATA_SECRETS, 'ADMIN_TOKEN', 'ACCOUNT_TOKEN'],
);

export type GatewayConfig = z.output<typeof gatewayConfig.schema>;
export const GATEWAY_CONFIG = Symbol('gateway config');
