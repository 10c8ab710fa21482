import { STATUS_CODES } from 'node:http';
import { type Duplex } from 'node:stream';
import { type ContractError, toErrorEnvelope } from '@starling/contract';

/** Answers a refused upgrade with plain HTTP and closes the connection. */
export function refuse(
  stream: Duplex,
  error: ContractError,
  headers: Readonly<Record<string, string>>,
): void {
  const body = JSON.stringify(toErrorEnvelope(error.message));
  const all = {
    ...headers,
    ...(error.status === 426 && { Upgrade: 'websocket' }),
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const { status } = error;
  stream.once('finish', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}
