import { type IncomingMessage } from 'node:http';

const KEY = /^[+/0-9A-Za-z]{22}==$/;

/** Whether ws would take it; the contract has an answer of its own for what is no upgrade. */
export function isUpgrade({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    headers['sec-websocket-version'] === '13' &&
    KEY.test(headers['sec-websocket-key'] ?? '')
  );
}

/** The first address is the client's, as the proxies in front tell it. */
export function clientIp({ headers, socket }: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? [headers['x-forwarded-for']].flat()[0]?.split(',')[0] : undefined;
  return forwarded?.trim() || socket.remoteAddress || 'unknown';
}
