import { Controller, Get, Module } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HealthChecks } from '../health/health-checks.js';
import { Lifecycle } from '../lifecycle/lifecycle.js';
import { type RootModule, type RunningApp, startApp } from './start-app.js';

const CONFIG = { HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'silent', LOG_FORMAT: 'json' } as const;

@Controller()
class Broken {
  @Get('broken')
  fail(): never {
    throw new Error('a secret detail');
  }
}
@Module({ controllers: [Broken] })
class TestModule {}

let running: RunningApp | undefined;

afterEach(() => running?.stop());

async function start(rootModule: RootModule = TestModule, port = 0): Promise<RunningApp> {
  running = await startApp({
    role: 'sandbox',
    config: { ...CONFIG, PORT: port },
    describedConfig: {},
    rootModule: () => rootModule,
  });
  return running;
}

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${running?.port}${path}`, { headers });

describe('A running app', () => {
  it('is alive and ready, and shows its metrics', async () => {
    await start();
    expect((await ask('/livez')).status).toBe(200);
    expect((await ask('/readyz')).status).toBe(200);
    expect(await (await ask('/metrics')).text()).toContain(
      'process_cpu_seconds_total{role="sandbox"}',
    );
  });

  it('is not ready while something it needs is away, and says what', async () => {
    const { app } = await start();
    app.get(HealthChecks).register('db', () => Promise.reject(new Error('gone')));
    const reply = await ask('/readyz');
    expect([reply.status, await reply.json()]).toEqual([
      503,
      { status: 'degraded', checks: { db: 'fail: gone' } },
    ]);
  });

  it('calls a check that hangs a failure', async () => {
    const { app } = await start();
    const never = () => new Promise<void>(() => undefined);
    app.get(HealthChecks).register('db', never, { limitMs: 20 });
    expect(await (await ask('/readyz')).json()).toMatchObject({
      checks: { db: 'fail: no answer within 20 ms' },
    });
  });

  it.each(['/nothing', '/%zz'])('answers the unknown path %s in the envelope', async (path) => {
    await start();
    const reply = await ask(path);
    expect([reply.status, await reply.json()]).toEqual([
      404,
      { success: false, error: { message: 'Not found' } },
    ]);
  });

  it('keeps the details of a bug to itself and gives the id under which they are logged', async () => {
    await start();
    const reply = await ask('/broken', { 'x-request-id': 'mine-1' });
    expect([reply.status, await reply.json(), reply.headers.get('x-request-id')]).toEqual([
      500,
      { success: false, error: { message: 'Internal error' } },
      'mine-1',
    ]);
  });

  it('makes an id of its own when the given one is not sane', async () => {
    await start();
    const id = (await ask('/livez', { 'x-request-id': 'a b' })).headers.get('x-request-id');
    expect(id).toMatch(/^[\da-f-]{36}$/);
  });

  it('closes what it opened, stores last', async () => {
    const { app, stop } = await start();
    const closed: string[] = [];
    app.get(Lifecycle).onStop('stores', 'db', () => void closed.push('db'));
    app.get(Lifecycle).onStop('drain', 'work', () => void closed.push('work'));
    await stop();
    expect(closed).toEqual(['work', 'db']);
    await expect(ask('/livez')).rejects.toThrow();
  });
});

describe('An app that cannot start', () => {
  it('closes what was open by then and passes the reason on', async () => {
    const first = await start();
    const closed: string[] = [];
    @Module({})
    class Opens {
      constructor(lifecycle: Lifecycle) {
        lifecycle.onStop('stores', 'db', () => void closed.push('db'));
      }
    }
    const second = startApp({
      role: 'sandbox',
      config: { ...CONFIG, PORT: first.port },
      describedConfig: {},
      rootModule: () => Opens,
    });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(closed).toEqual(['db']);
  });
});
