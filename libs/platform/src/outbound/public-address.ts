import ipaddr from 'ipaddr.js';

/** All that is given out for global unicast so far (2000::/3); beside it lie only special purposes. */
const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::');
const GLOBAL_UNICAST_BITS = 3;
/**
 * Addresses of public ranges that a cloud answers to its own machines. The metadata addresses of other clouds
 * (169.254.169.254, 100.100.100.200, fd00:ec2::254) lie in ranges that are not public.
 */
const CLOUD_INTERNAL: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Public unicast only: no loopback, private, link-local, multicast, reserved, tunnelled or translated address. IPv6
 * that carries an IPv4 address inside (`::7f00:1`) is judged by the block it lies in.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  if (CLOUD_INTERNAL.has(parsed.toString())) return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST, GLOBAL_UNICAST_BITS);
}
