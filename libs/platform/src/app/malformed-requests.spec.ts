import { connect } from 'node:net';
import { Module } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type RunningApp, startApp } from './start-app.js';

@Module({})
class EmptyModule {}

let running: RunningApp | undefined;

afterEach(() => running?.stop());

async function start(more: { HSTS_SECONDS?: number } = {}): Promise<RunningApp> {
  running = await startApp({
    role: 'sandbox',
    config: { HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'silent', LOG_FORMAT: 'json', ...more },
    describedConfig: {},
    rootModule: () => EmptyModule,
  });
  return running;
}

describe('A running app', () => {
  it.each([
    ['a request line that is none', 'NONSENSE\r\n\r\n', 400, 400],
    ['headers that are too large', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 431],
    [
      'a chunk without a length',
      'POST /nothing HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
      // The route is unknown, which is answered before the body is read.
      404,
      400,
    ],
  ])(
    'answers %s in the envelope, ends the connection and counts it',
    async (_, sent, status, counted) => {
      const { port } = await start();
      const socket = connect({ host: '127.0.0.1', port });
      socket.write(sent);
      const said = Buffer.concat((await socket.toArray()) as Buffer[]).toString();
      expect(said).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(said).toContain('x-content-type-options: nosniff');
      expect(JSON.parse(said.slice(said.indexOf('\r\n\r\n')))).toMatchObject({ success: false });
      expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain(
        `starling_http_malformed_requests_total{status="${counted}",role="sandbox"} 1`,
      );
    },
  );

  it('sends Strict-Transport-Security with a malformed request when it is configured', async () => {
    const { port } = await start({ HSTS_SECONDS: 600 });
    const socket = connect({ host: '127.0.0.1', port });
    socket.write('NONSENSE\r\n\r\n');
    const said = Buffer.concat((await socket.toArray()) as Buffer[]).toString();
    expect(said).toContain('strict-transport-security: max-age=600\r\n');
  });
});
