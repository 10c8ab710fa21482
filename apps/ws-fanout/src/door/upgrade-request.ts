import { type IncomingMessage } from 'node:http';
import { forwardedAddress } from '@starling/platform';

const KEY = /^[+/0-9A-Za-z]{22}==$/;

/** True when ws would accept the request. The contract has its own answer for a request that is no upgrade. */
export function isUpgrade({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    headers['sec-websocket-version'] === '13' &&
    KEY.test(headers['sec-websocket-key'] ?? '')
  );
}

/** As the trusted proxies in front report it. */
export function clientIp({ headers, socket }: IncomingMessage, trustedHops: number): string {
  return (
    forwardedAddress(headers['x-forwarded-for'], trustedHops) ?? socket.remoteAddress ?? 'unknown'
  );
}
