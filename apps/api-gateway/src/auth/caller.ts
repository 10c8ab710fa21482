import { type TenantCaller } from '@starling/storage';

/** The owner of a token. `rateKey` names the rate-limit bucket of the token, and is not the token itself. */
export type Caller = TenantCaller | { readonly kind: 'operator'; readonly rateKey: string };
