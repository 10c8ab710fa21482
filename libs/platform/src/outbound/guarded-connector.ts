import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { OutboundError } from './outbound-error.js';
import { isPublicAddress } from './public-address.js';

export interface GuardOptions {
  readonly allowPrivateUrls: boolean;
  /** The operating system's resolver unless a test brings its own. */
  readonly lookup?: LookupFunction;
  readonly connectTimeoutMs: number;
}

/**
 * Judges the very address that is connected to. Names are judged at each connect by what they resolve to, so a name
 * that changes its answer between check and use gains nothing. A literal address never reaches the resolver and is
 * judged here; URL parsing has already brought decimal, octal and hexadecimal spellings into dotted form.
 */
export function guardedConnector(options: GuardOptions): buildConnector.connector {
  const { allowPrivateUrls, connectTimeoutMs, lookup = systemLookup as LookupFunction } = options;
  const connect = buildConnector({
    timeout: connectTimeoutMs,
    lookup: allowPrivateUrls ? lookup : publicOnly(lookup),
  });
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, '');
    if (!allowPrivateUrls && isIP(host) !== 0 && !isPublicAddress(host)) {
      callback(notAllowed(host), null);
      return;
    }
    connect(target, callback);
  };
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

const notAllowed = (host: string): OutboundError =>
  new OutboundError('url_not_allowed', `${host} is not a public address`);
