/**
 * The client's address from `X-Forwarded-For`. Each proxy appends the address of its own client, so with `hops` trusted
 * proxies the address that counts is that many from the right: a client can have written everything further left.
 * Undefined when no proxy is trusted, or the header is missing.
 */
export function forwardedAddress(
  header: string | readonly string[] | undefined,
  hops: number,
): string | undefined {
  if (hops === 0) return undefined;
  const addresses = [header ?? []]
    .flat()
    .flatMap((line) => line.split(','))
    .map((address) => address.trim())
    .filter((address) => address !== '');
  return addresses.at(-hops) ?? addresses[0];
}
