import {
  type ArgumentsHost,
  Catch,
  Controller,
  Get,
  Module,
  PayloadTooLargeException,
} from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { type FastifyReply } from 'fastify';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HealthChecks } from '../health/health-checks.js';
import { Lifecycle } from '../lifecycle/lifecycle.js';
import { OutboundHttp } from '../outbound/outbound-http.js';
import { CONFIG as CONFIG_TOKEN } from './platform.module.js';
import { type RootModule, type RunningApp, startApp } from './start-app.js';

const CONFIG = { HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'silent', LOG_FORMAT: 'json' } as const;

@Controller()
class Broken {
  @Get('broken')
  fail(): never {
    throw new Error('a secret detail');
  }
  @Get('declared')
  refuse(): never {
    throw new PayloadTooLargeException('Request body too large');
  }
}
class Declared extends Error {}
@Catch(Declared)
class DeclaredFilter {
  catch(_error: Declared, host: ArgumentsHost): void {
    void host.switchToHttp().getResponse<FastifyReply>().code(409).send({ declared: true });
  }
}
@Controller()
class Declaring {
  @Get('conflict')
  conflict(): never {
    throw new Declared();
  }
  @Get('broken')
  fail(): never {
    throw new Error('a secret detail');
  }
}
@Module({
  controllers: [Declaring],
  providers: [{ provide: APP_FILTER, useClass: DeclaredFilter }],
})
class OwnFilterModule {}
@Module({ controllers: [Broken] })
class TestModule {}

let running: RunningApp | undefined;

afterEach(() => running?.stop());

async function start(rootModule: RootModule = TestModule): Promise<RunningApp> {
  running = await startApp({
    role: 'sandbox',
    config: CONFIG,
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

  it('calls a check that throws at once a failure', async () => {
    const { app } = await start();
    app.get(HealthChecks).register('db', () => {
      throw new Error('no pool');
    });
    expect(await (await ask('/readyz')).json()).toMatchObject({ checks: { db: 'fail: no pool' } });
  });

  it('is not ready before what it waits for was there once, and stays ready without it', async () => {
    const { app } = await start();
    let isThere = false;
    app.get(HealthChecks).awaitOnce('workers', () => {
      return isThere ? Promise.resolve() : Promise.reject(new Error('none yet'));
    });
    const early = await ask('/readyz');
    expect([early.status, await early.json()]).toEqual([
      503,
      { status: 'degraded', checks: { workers: 'fail: none yet' } },
    ]);
    expect((await app.get(HealthChecks).run()).healthy).toBe(true);
    isThere = true;
    expect((await ask('/readyz')).status).toBe(200);
    isThere = false;
    expect((await ask('/readyz')).status).toBe(200);
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

  it('gives an id even to a request whose path it cannot decode', async () => {
    await start();
    const reply = await ask('/%zz', { 'x-request-id': 'mine-2' });
    expect(reply.headers.get('x-request-id')).toBe('mine-2');
  });

  it('answers what Nest refuses with its status and words in the envelope', async () => {
    await start();
    const reply = await ask('/declared');
    expect([reply.status, await reply.json()]).toEqual([
      413,
      { success: false, error: { message: 'Request body too large' } },
    ]);
  });

  it("lets the app's own filter answer first, and answers what is left", async () => {
    await start(OwnFilterModule);
    const [conflict, broken] = [await ask('/conflict'), await ask('/broken')];
    expect([conflict.status, await conflict.json()]).toEqual([409, { declared: true }]);
    expect([broken.status, await broken.json()]).toEqual([
      500,
      { success: false, error: { message: 'Internal error' } },
    ]);
  });

  it('measures requests by the pattern of their route', async () => {
    await start();
    await ask('/livez?token=t0ps3cret');
    await ask('/nothing/t0ps3cret');
    const metrics = await (await ask('/metrics')).text();
    const counted = metrics.split('\n').filter((line) => line.includes('request_seconds_count'));
    expect(counted.map((line) => line.replace('starling_http_request_seconds_count', ''))).toEqual([
      '{role="sandbox",method="GET",route="/livez",status="200"} 1',
      '{role="sandbox",method="GET",route="unknown",status="404"} 1',
    ]);
    expect(metrics).not.toContain('t0ps3cret');
  });

  it('gives its configuration and a guarded client for outbound calls to whoever asks', async () => {
    const { app, port } = await start();
    expect(app.get(CONFIG_TOKEN)).toMatchObject(CONFIG);
    const call = app.get(OutboundHttp).send({
      method: 'GET',
      url: `http://127.0.0.1:${port}/livez`,
      timeoutMs: 1_000,
      maxBytes: 100,
    });
    await expect(call).rejects.toMatchObject({ code: 'url_not_allowed' });
  });

  it('is not ready before it has started and once it stops', async () => {
    const seen: unknown[] = [];
    running = await startApp({
      role: 'sandbox',
      config: CONFIG,
      describedConfig: {},
      rootModule: () => TestModule,
      prepare: async (app) => {
        await app.init();
        const reply = await app.inject('/readyz');
        seen.push([reply.statusCode, reply.json()]);
        app.get(Lifecycle).onStop('intake', 'look', async () => {
          const late = await app.inject('/readyz');
          seen.push([late.statusCode, late.json()]);
        });
      },
    });
    await running.stop();
    expect(seen).toEqual([
      [503, { status: 'starting' }],
      [503, { status: 'stopping' }],
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
