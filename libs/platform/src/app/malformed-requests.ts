import { type IncomingMessage, type Server, STATUS_CODES, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { toErrorEnvelope } from '@starling/contract';
import { type Metrics } from '../metrics/metrics.js';

interface Refusal {
  readonly status: number;
  readonly text: string;
}

const MALFORMED: Refusal = { status: 400, text: 'Malformed HTTP request' };
const REFUSALS: Readonly<Record<string, Refusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, text: 'Request timed out' },
  HPE_HEADER_OVERFLOW: { status: 431, text: 'Request headers too large' },
};

/**
 * What Node cannot read as HTTP never becomes a request, so no hook and no log line sees it: it is answered here in the
 * error envelope, and counted by status. The connection ends, because where the next request begins is not known.
 */
export function answerMalformed(
  server: Server,
  metrics: Metrics,
  securityHeaders: Readonly<Record<string, string>>,
): (error: NodeJS.ErrnoException, socket: Socket) => void {
  const counter = metrics.counter(
    'starling_http_malformed_requests_total',
    'Connections ended because what came was not HTTP',
    ['status'],
  );
  const answering = new WeakMap<Socket, ServerResponse>();
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    answering.set(socket, response);
    response.once('close', () => {
      if (answering.get(socket) === response) answering.delete(socket);
    });
  });
  return (error, socket) => {
    // The client left; nothing that it sent was wrong.
    if (error.code === 'ECONNRESET' || socket.destroyed) {
      socket.destroy();
      return;
    }
    const { status, text } = REFUSALS[error.code ?? ''] ?? MALFORMED;
    counter.inc({ status });
    // An answer that has begun cannot be followed by another one.
    if (!socket.writable || answering.get(socket)?.headersSent) socket.destroy();
    else socket.end(refusal(status, text, securityHeaders), () => socket.destroy());
  };
}

function refusal(
  status: number,
  text: string,
  securityHeaders: Readonly<Record<string, string>>,
): string {
  const body = JSON.stringify(toErrorEnvelope(text));
  const headers = {
    ...securityHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`;
}
