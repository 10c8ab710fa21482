/**
 * The client as the proxies in front tell it, in `X-Forwarded-For`. Each of them adds whom it was connected to on the
 * right, so of `hops` trusted ones the address that counts is that many from the right: what stands further left, a
 * client can have written itself. Undefined when no proxy is trusted or none has said anything.
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
