import { type IncomingMessage } from 'node:http';
import { forwardedAddress } from '@starling/platform';

const FORWARDED = 'x-forwarded-for';

/**
 * The request as it came, except for the address of its client: the node trusts the gateway, so a client must not set
 * it.
 */
export function forwardedRequest({ method, url, rawHeaders }: IncomingMessage, ip: string): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (name.toLowerCase() !== FORWARDED) lines.push(`${name}: ${rawHeaders[at + 1]}`);
  }
  return [...lines, `${FORWARDED}: ${ip}`, '', ''].join('\r\n');
}

/** The address that a trusted proxy in front names, or else the address of the connection. */
export function clientIp({ headers, socket }: IncomingMessage, trustedHops: number): string {
  const forwarded = forwardedAddress(headers[FORWARDED], trustedHops);
  // The result is written into a header for the socket node.
  return forwarded && /^[\da-f.:]+$/i.test(forwarded) ? forwarded : (socket.remoteAddress ?? '');
}
