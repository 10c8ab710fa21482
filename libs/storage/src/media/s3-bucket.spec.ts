import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OutboundHttp } from '@starling/platform';
import { S3Server } from '@starling/testing';
import { S3Bucket } from './s3-bucket.js';

/* A server of our own that makes every signature again from its secret; the client is the real one. */
describe('A bucket', () => {
  let server: S3Server;
  const http = new OutboundHttp({ allowPrivateUrls: true, userAgent: 'Starling-test' });
  const bytes = randomBytes(300_000);
  const facts = { mimeType: 'image/png', sizeBytes: bytes.length };
  const key = 'wa/my instance/2026/04/09/3EB0 é(1).png';

  const bucketWith = (secretKey = 'the secret', through = http) =>
    new S3Bucket(
      {
        region: 'eu-central-1',
        bucket: 'files',
        accessKey: 'AKIA',
        secretKey,
        endpoint: server.url,
        pathPrefix: null,
      },
      through,
    );

  async function* inPieces() {
    for (let at = 0; at < bytes.length; at += 70_000) {
      yield await Promise.resolve(bytes.subarray(at, at + 70_000));
    }
  }

  beforeAll(async () => {
    server = await S3Server.open('the secret');
  });

  afterAll(async () => {
    await http.close();
    await server.close();
  });

  it('takes a stream under its key and gives it back', async () => {
    await bucketWith().put(key, facts, inPieces);
    expect(server.objects.get(`/files/${key}`)).toEqual({ bytes, mimeType: 'image/png' });
    const chunks: Buffer[] = [];
    for await (const chunk of (await bucketWith().open(key)) ?? []) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    expect(await bucketWith().open('another')).toBeUndefined();
  });

  it('is read no further than the signal says, however much there is', async () => {
    const large = { bytes: Buffer.alloc(64 * 1024 * 1024), mimeType: undefined };
    server.objects.set('/files/large', large);
    const caller = new AbortController();
    const read = async () => {
      let sizeBytes = 0;
      for await (const chunk of (await bucketWith().open('large', caller.signal)) ?? []) {
        sizeBytes += chunk.length;
        caller.abort(new Error('the caller left'));
      }
      return sizeBytes;
    };
    await expect(read()).rejects.toThrow();
  });

  it('is read by anybody at a signed address that is good for seven days', async () => {
    await bucketWith().put(key, facts, inPieces);
    const address = new URL(await bucketWith().urlOf(key));
    expect(address.searchParams.get('X-Amz-Expires')).toBe('604800');
    const reply = await fetch(address);
    expect(reply.status).toBe(200);
    expect(Buffer.from(await reply.arrayBuffer()).equals(bytes)).toBe(true);
    address.pathname = address.pathname.replace('3EB0', '3EB1');
    expect((await fetch(address)).status).toBe(403);
  });

  it('is asked again when it was busy, and not when it refused', async () => {
    server.refusals.push(503, 500);
    await bucketWith().put('busy.png', facts, inPieces);
    expect(server.objects.get('/files/busy.png')?.bytes.equals(bytes)).toBe(true);
    const before = server.requests;
    const refused = bucketWith('a wrong secret').put('refused.png', facts, inPieces);
    await expect(refused).rejects.toThrow('SignatureDoesNotMatch');
    expect(server.requests).toBe(before + 1);
  });

  it('in a private network is not called unless the deployment allows it', async () => {
    const guarded = new OutboundHttp({ allowPrivateUrls: false, userAgent: 'Starling-test' });
    const before = server.requests;
    const put = bucketWith('the secret', guarded).put(key, facts, inPieces);
    await expect(put).rejects.toMatchObject({ code: 'url_not_allowed' });
    expect(server.requests).toBe(before);
    await guarded.close();
  });
});
