import { type TenantCaller } from '@starling/storage';

/** Who stands behind a token. `rateKey` names the token's own bucket and is never the token itself. */
export type Caller = TenantCaller | { readonly kind: 'operator'; readonly rateKey: string };
