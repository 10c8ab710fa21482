import { Module } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type RunningApp, startApp } from './start-app.js';

@Module({})
class EmptyModule {}

const CONFIG = { HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'silent', LOG_FORMAT: 'json' } as const;

let running: RunningApp | undefined;

afterEach(() => running?.stop());

async function headersOf(path: string, more: { HSTS_SECONDS?: number } = {}): Promise<Headers> {
  running = await startApp({
    role: 'sandbox',
    config: { ...CONFIG, ...more },
    describedConfig: {},
    rootModule: () => EmptyModule,
  });
  const { headers } = await fetch(`http://127.0.0.1:${running.port}${path}`);
  return headers;
}

describe.each(['/livez', '/nothing', '/%zz'])('The answer to %s', (path) => {
  it('forbids browsers to guess its type, to frame it and to send a referrer', async () => {
    const headers = await headersOf(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('has Strict-Transport-Security only when it is configured', async () => {
    expect((await headersOf(path)).get('strict-transport-security')).toBeNull();
    await running?.stop();
    const configured = await headersOf(path, { HSTS_SECONDS: 600 });
    expect(configured.get('strict-transport-security')).toBe('max-age=600');
  });
});
