let given = 0;

/**
 * A client address of its own, for a gateway that trusts the proxy in front of it. Requests without a valid token share
 * one bucket per address and minute, and all tests of a run share one Redis.
 */
export function freshAddress(): { readonly 'x-forwarded-for': string } {
  given += 1;
  return { 'x-forwarded-for': `10.${(given >> 16) & 255}.${(given >> 8) & 255}.${given & 255}` };
}
