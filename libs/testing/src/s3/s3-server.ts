import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { isSignedWith } from './signature.js';

export interface BucketObject {
  readonly bytes: Buffer;
  readonly mimeType: string | undefined;
}

/** Speaks as much of S3 as storing and reading a file takes, and believes no request whose signature is wrong. */
export class S3Server {
  /** By `/<bucket>/<key>`. */
  readonly objects = new Map<string, BucketObject>();
  /** Answers of the next requests that are not to be served: 503, 403 and the like. */
  readonly refusals: number[] = [];
  requests = 0;

  private constructor(
    private readonly server: Server,
    private readonly secretKey: string,
  ) {}

  static async open(secretKey: string): Promise<S3Server> {
    const server = createServer();
    const s3 = new S3Server(server, secretKey);
    server.on('request', (request, response) => {
      s3.answer(request, response).catch(() => response.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return s3;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', headers } = request;
    const url = new URL(request.url ?? '/', this.url);
    const refusal = this.refusals.shift();
    if (refusal) return refuse(response, refusal, 'Refused');
    if (!isSignedWith(this.secretKey, { method, url, headers })) {
      return refuse(response, 403, 'SignatureDoesNotMatch');
    }
    const key = decodeURIComponent(url.pathname);
    if (method === 'PUT') {
      this.objects.set(key, { bytes: Buffer.concat(chunks), mimeType: headers['content-type'] });
      return void response.writeHead(200, { etag: '"stored"' }).end();
    }
    const object = this.objects.get(key);
    if (!object) return refuse(response, 404, 'NoSuchKey');
    response.writeHead(200, { 'content-type': object.mimeType ?? 'binary/octet-stream' });
    response.end(object.bytes);
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  );
}
