import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { OutboundError } from './outbound-error.js';
import { isPublicAddress } from './public-address.js';

export interface AddressGuardOptions {
  readonly allowPrivateUrls: boolean;
  /** The operating system's resolver unless a test brings its own. */
  readonly lookup?: LookupFunction;
}

/**
 * Keeps connections whose target a customer names out of private networks. Names are judged at each connect by what
 * they resolve to, so a name that changes its answer between check and use gains nothing. A literal address never
 * reaches the resolver: every caller must ask `isRefused` for the host as well.
 */
export class AddressGuard {
  /** For `net.connect`: fails with `url_not_allowed` when a name resolves to an address that is not public. */
  readonly lookup: LookupFunction;
  private readonly allowsPrivate: boolean;

  constructor({ allowPrivateUrls, lookup = systemLookup }: AddressGuardOptions) {
    this.allowsPrivate = allowPrivateUrls;
    this.lookup = allowPrivateUrls ? lookup : publicOnly(lookup);
  }

  /** What is certain without a resolver: an address that is not public, in any spelling, or a name of this machine. */
  isRefused(host: string): boolean {
    if (this.allowsPrivate) return false;
    const name = canonicalHost(host) ?? host;
    if (isIP(name) !== 0) return !isPublicAddress(name);
    return /^(?:.+\.)?localhost\.?$/i.test(name);
  }
}

/**
 * The host as every URL parser reads it: IPv4 dotted whatever its spelling (decimal, octal, hexadecimal, short), names
 * in ASCII, IPv6 without brackets. Undefined when it is no host at all.
 */
export function canonicalHost(host: string): string | undefined {
  const url = `http://${isIP(host) === 6 ? `[${host}]` : host}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : undefined;
}

function publicOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options: LookupOptions, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const found = addresses as LookupAddress[];
      // One private address among public ones is enough: which of them is used is not ours to say.
      const hidden = found.find(({ address }) => !isPublicAddress(address));
      if (hidden || found.length === 0) return callback(notAllowed(hostname), []);
      if (options.all) return callback(null, found);
      const first = found[0] as LookupAddress;
      callback(null, first.address, first.family);
    });
  };
}

export const notAllowed = (host: string): OutboundError =>
  new OutboundError('url_not_allowed', `${host} is not a public address`);
